extension Migration {
    static let omsWords = Migration(
        12, "the OMS's own words",
        script: """
            -- What it said to a request, or why there is no clear answer: for staff. The customer's sentence is the answer.
            ALTER TABLE cancellation ADD COLUMN oms_words TEXT;
            ALTER TABLE return_request ADD COLUMN oms_words TEXT;
            UPDATE cancellation SET oms_words = answer, answer = NULL WHERE state IN ('open', 'withdrawn', 'given_up');
            UPDATE return_request SET oms_words = answer, answer = NULL WHERE state IN ('open', 'withdrawn', 'given_up');
            """)
}
