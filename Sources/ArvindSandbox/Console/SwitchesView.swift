struct SwitchesView: Encodable, Sendable {
    let slowSeconds: String
    let slowError: String?
    let calls: [Choice]
    let isDown: Bool
    let isNonsense: Bool
    let hangsUp: Bool
    let faultsAfterAccepting: Bool
    let refusedPincodes: String
    let pincodesError: String?
    let refusals: [RefusalView]
    let codeError: String?
    let codes = [
        "NON_RETURNABLE", "REVERSE_NOT_SERVICEABLE", "RETURN_WINDOW_PASSED", "ALREADY_SHIPPED", "ALREADY_CANCELLED",
        "INVALID_ACCOUNT", "UNKNOWN_ORDER", "UNKNOWN_SKU",
    ].map { CodeView(code: $0) }
    let duplicatesWebhooks: Bool
    let sendsWebhooksOutOfOrder: Bool

    init(_ switches: Switches) {
        self.init(
            switches, slow: String(switches.slowSeconds), pincodes: switches.refusedPincodes.joined(separator: ", "),
            codes: [switches.refuseOrders, switches.refuseCancellations, switches.refuseReturns].map { $0 ?? "" })
    }

    init(_ form: SwitchesForm) {
        let fields = form.fields
        self.init(
            form.switches, slow: fields["slow_seconds"], pincodes: fields["refused_pincodes"],
            codes: ["refuse_orders", "refuse_cancellations", "refuse_returns"].map { fields[$0] },
            slowError: form.slowError, pincodesError: form.pincodesError, codeError: form.codeError)
    }

    private init(
        _ switches: Switches, slow: String, pincodes: String, codes: [String], slowError: String? = nil,
        pincodesError: String? = nil, codeError: String? = nil
    ) {
        slowSeconds = slow
        self.slowError = slowError
        calls = Switches.Calls.allCases.map {
            Choice(value: $0.rawValue, title: $0.title, isChosen: $0 == switches.appliesTo)
        }
        isDown = switches.isDown
        isNonsense = switches.isNonsense
        hangsUp = switches.hangsUp
        faultsAfterAccepting = switches.faultsAfterAccepting
        refusedPincodes = pincodes
        self.pincodesError = pincodesError
        refusals = zip(["orders", "cancellations", "returns"], codes).map { RefusalView(what: $0, code: $1) }
        self.codeError = codeError
        duplicatesWebhooks = switches.duplicatesWebhooks
        sendsWebhooksOutOfOrder = switches.sendsWebhooksOutOfOrder
    }
}

struct RefusalView: Encodable, Sendable {
    let what: String
    let code: String
}

struct CodeView: Encodable, Sendable {
    let code: String
}

struct Choice: Encodable, Sendable {
    let value: String
    let title: String
    let isChosen: Bool
}
