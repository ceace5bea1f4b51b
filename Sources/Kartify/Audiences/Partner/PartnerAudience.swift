import Crypto
import Domain
import Storage
import Web

/// An OMS that signs in: authenticated by HTTP Basic with the username and password of the website's module. Its calls are logged from
/// then on.
func partner(_ oms: OMSKind, _ kind: CallKind) -> Audience<World, Partner> {
    Audience("partner") { request, world, answer in
        let caller = try caller(kind, of: oms, request, world)
        try prove(request, caller, world)
        Trace.current?.proved(who: oms.rawValue)
        return withCallLog(caller, request, in: world) {
            try admit(request, caller, world)
            return try answer(caller)
        }
    }
}

/// An OMS that sends an event, proved by its signature too, or by it alone. Staff see how many fail to prove themselves.
func signedPartner(_ oms: OMSKind) -> Audience<World, Partner> {
    Audience(oms.signsIn ? "signedPartner" : "signature") { request, world, answer in
        let caller = try caller(.webhook, of: oms, request, world)
        func counted(_ proof: () throws -> Void) throws {
            do {
                try proof()
            } catch let refusal as APIRefusal {
                world.refusedWebhooks.add(of: caller.website.id, at: request.now, world)
                throw refusal
            }
        }
        try counted {
            try oms.signsIn ? prove(request, caller, world) : checkSignature(request, of: caller, world)
        }
        Trace.current?.proved(who: oms.rawValue)
        return withCallLog(caller, request, in: world) {
            do {
                try admit(request, caller, world)
                try counted { try checkSignature(request, of: caller, world) }
                return try answer(caller)
            } catch let refusal as APIRefusal where refusal.isFinal {
                // Only what is authentic comes into the inbox.
                guard (try? checkSignature(request, of: caller, world)) != nil else { throw refusal }
                return try reject(refusal, as: .invalid, request, of: caller, world)
            }
        }
    }
}

/// Who the caller claims to be.
private func caller(_ kind: CallKind, of oms: OMSKind, _ request: Request, _ world: World) throws -> Partner {
    try world.database.read { store in
        guard let website = try store.website(host: request.host) else { throw UnknownHost() }
        guard let module = try store.module(of: website.id, oms) else { throw APIRefusal.unauthorized(oms) }
        return Partner(
            website: website, oms: oms, module: module, call: Call(kind, request, of: website.id, by: oms, in: world))
    }
}

private func admit(_ request: Request, _ caller: Partner, _ world: World) throws {
    guard caller.module.settings.isEnabled else {
        throw APIRefusal(
            status: .forbidden, code: "module_disabled",
            detail: "The \(caller.oms.title) module of this website is switched off.")
    }
    // Open orders stay with the OMS before; the stock is counted by the one that the website has now.
    guard caller.call.kind != .inventory || caller.oms == caller.website.oms else {
        throw APIRefusal(
            status: .forbidden, code: "module_disabled",
            detail: "This website takes its stock from \(caller.website.oms.title) now.")
    }
    let limit = caller.module.settings.requestsPerMinute
    if let wait = try world.takeCall(of: caller.website.id, perMinute: limit, now: request.now) {
        throw APIRefusal.overLimit(limit, wait: wait.wholeSeconds)
    }
    if request.method == "POST" { try checkBody(request) }
}

private let largestBody = 1 << 20

private func checkBody(_ request: Request) throws {
    guard request.body.count <= largestBody else {
        throw APIRefusal(
            status: .payloadTooLarge, code: "payload_too_large",
            detail: "The body is larger than 1 MiB. Send it in several requests.")
    }
    guard request.mediaType == "application/json" else {
        throw APIRefusal(
            status: .unsupportedMediaType, code: "unsupported_media_type",
            detail: "Send the body as JSON, with Content-Type: application/json.")
    }
}

private func prove(_ request: Request, _ caller: Partner, _ world: World) throws {
    guard let credential = basicCredential(request) else { throw APIRefusal.unauthorized(caller.oms) }
    let name = caller.module.settings.username
    let hashes = caller.module.passwordHashes(at: request.now)
    let memories = hashes.map { world.key.hash("\(name)\u{0}\($0)\u{0}\(credential)", purpose: "partner") }
    func isKnown() -> Bool { memories.contains { world.credentials.isKnown($0, now: request.now) } }
    if isKnown() { return }
    try world.credentials.proving(memories.first ?? []) {
        // Whoever sent the same at the same time has just proved it.
        if isKnown() { return }
        try world.hashing(for: "partners") {
            let index = try prove(credential, of: name, hashes, request, caller, world)
            world.credentials.remember(memories[index], now: request.now)
        }
    }
}

/// - Returns: which of the hashes is that of the credential's password.
private func prove(
    _ credential: String, of name: String, _ hashes: [String], _ request: Request, _ caller: Partner, _ world: World
) throws -> Int {
    let presented = String(credential.prefix { $0 != ":" }.prefix(200))
    let throttle = SignInThrottle("partner \(caller.website.id) \(presented)", request, world)
    if let wait = try throttle.begin() { throw APIRefusal.tooManyFailures(wait) }
    let parts = credential.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    // All are verified, whatever the first result, so that the time taken reveals nothing.
    let isRight = hashes.map { parts.count == 2 && world.passwords.verify(String(parts[1]), against: $0) }
    let isRightName = constantTimeEqual(Array((parts.first ?? "").utf8), Array(name.utf8))
    guard isRightName, let index = isRight.firstIndex(of: true), !name.isEmpty else {
        throw APIRefusal.unauthorized(caller.oms)
    }
    try throttle.succeeded()
    return index
}

extension ModuleRow {
    /// The accepted passwords: the current one, and for a while the previous one.
    fileprivate func passwordHashes(at now: Instant) -> [String] {
        [passwordHash, previousPassword?.accepted(at: now)].compactMap { $0 }
    }
}

/// `name:password` of RFC 7617.
private func basicCredential(_ request: Request) -> String? {
    let header = request.header("authorization") ?? ""
    guard header.prefix(6).lowercased() == "basic " else { return nil }
    return Base64.standard.decode(header.dropFirst(6).trimmed).map { String(decoding: $0, as: UTF8.self) }
}

extension APIRefusal {
    fileprivate static func unauthorized(_ oms: OMSKind) -> APIRefusal {
        unauthorized(
            "Send the user name and password that stand on the website's \(oms.title) module page, as HTTP Basic.")
    }

    static func unauthorized(_ detail: String) -> APIRefusal {
        APIRefusal(
            status: .unauthorized, code: "unauthorized", detail: detail,
            headers: [("WWW-Authenticate", "Basic realm=\"Kartify\"")])
    }

    fileprivate static func tooManyFailures(_ wait: Span) -> APIRefusal {
        APIRefusal(
            status: .tooManyRequests, code: "rate_limited",
            detail:
                "Too many calls with a wrong user name or password came from this address. Wait, then send the right ones.",
            headers: [("Retry-After", "\(wait.wholeSeconds)")])
    }

    fileprivate static func overLimit(_ limit: Int, wait: Int) -> APIRefusal {
        APIRefusal(
            status: .tooManyRequests, code: "rate_limited",
            detail: "This website takes \(counted(limit, "call")) a minute. Wait, then go on.",
            headers: [("Retry-After", "\(wait)")])
    }
}
