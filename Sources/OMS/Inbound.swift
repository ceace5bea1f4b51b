import Domain

/// What an OMS sends to us and reads of us, each in the words of its adapter.
extension OMSKind {
    package func event(in body: [UInt8]) throws(BodyFault) -> OrderEvent {
        try adapter.event(in: body)
    }

    /// The ids of an event that cannot be read as a whole: its own and the order's, where they are there.
    package func names(inEvent body: [UInt8]) -> (event: String?, order: String?) {
        adapter.names(in: body)
    }

    package func answer(toEvent id: String, _ items: [EventItem]) -> String {
        adapter.answer(id, items)
    }

    /// Its own code in an answer that refuses; nil for any other answer.
    package func refusalCode(in answer: [UInt8]) -> String? {
        adapter.refusal(in: answer).flatMap { $0.ownCode.isEmpty ? nil : $0.ownCode }
    }

    package func signingKey(_ secret: String) -> [UInt8]? { adapter.signingKey(secret) }

    package var secretObjection: String { adapter.secretObjection }

    package func objection(
        toSignature header: (String) -> String?, of body: [UInt8], by keys: [[UInt8]], now: Instant
    ) -> String? {
        adapter.objection(toSignature: header, of: body, by: keys, now: now)
    }
}

/// What an OMS that signs in sends to us and reads of us besides: its counts, and orders as they stand here. There is one.
package enum PartnerAPI {}
