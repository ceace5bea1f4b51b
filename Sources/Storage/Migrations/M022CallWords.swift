extension Migration {
    static let callWords = Migration(
        22, "exchange log: a full-text index, made after the answer",
        sqlite: """
            DROP TABLE exchange_word;

            -- Words alone: nobody asks where they stand. All but white space belongs to a word.
            CREATE VIRTUAL TABLE call_words USING fts5 (words, detail=none, columnsize=0,
                tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'");

            -- The last call of a website in the index; those without a row here have none in it.
            CREATE TABLE call_index_end (
                website_id INTEGER PRIMARY KEY REFERENCES website,
                exchange_id INTEGER NOT NULL
            ) STRICT;
            """,
        postgres: """
            DROP TABLE exchange_word;

            -- Its id is called rowid, as FTS5 calls it, so that one text serves both engines.
            CREATE TABLE call_words (
                rowid BIGINT PRIMARY KEY,
                words TEXT NOT NULL
            );
            CREATE INDEX call_words_by_word ON call_words USING gin (array_to_tsvector(string_to_array(words, ' ')));

            CREATE TABLE call_index_end (
                website_id BIGINT PRIMARY KEY REFERENCES website,
                exchange_id BIGINT NOT NULL
            );
            """)
}
