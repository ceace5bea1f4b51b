/// The part of the site that a request is for: pages and calls of one part are alike in what they cost.
enum RouteArea: String, CaseIterable, Sendable {
    case shop, account, admin, api, health

    init(path: String) {
        let first = path.dropFirst().prefix { $0 != "/" }
        self =
            switch first {
            case "admin": .admin
            case "account": .account
            case "api": .api
            case "healthz", "readyz", "metrics": .health
            default: .shop
            }
    }
}
