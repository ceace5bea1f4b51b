import Testing

/// One route as a test asks for it.
struct RouteRow: Sendable, CustomTestStringConvertible {
    let method: String
    let pattern: String
    /// The address asked for; what stands in braces is made first (`RouteSeeds`).
    let address: String
    let form: [String: String]
    /// What its own audience is answered.
    let status: Int

    init(_ route: String, _ status: Int, at address: String? = nil, _ form: [String: String] = [:]) {
        let parts = route.split(separator: " ").map(String.init)
        (method, pattern) = (parts[0], parts[1])
        self.address = address ?? parts[1]
        self.form = form
        self.status = status
    }

    var route: String { "\(method) \(pattern)" }
    var testDescription: String { route }

    /// Every route of the site. A new one has a row here, or a test fails.
    static let all = [
        RouteRow("GET /healthz", 200), RouteRow("GET /readyz", 200), RouteRow("GET /metrics", 200),
        RouteRow("GET /look/:name", 404, at: "/look/x.css"),

        RouteRow("GET /", 200), RouteRow("GET /search", 200),
        RouteRow("GET /product/:id", 200, at: "/product/{polo}"),
        RouteRow("POST /product/:id/cart-lines", 303, at: "/product/{belt}/cart-lines", ["quantity": "1"]),
        RouteRow("GET /cart", 200), RouteRow("POST /cart/lines/:id", 303, at: "/cart/lines/{line}", ["quantity": "2"]),
        RouteRow("GET /checkout", 200), RouteRow("POST /checkout", 422),
        RouteRow("GET /orders/:number", 200, at: "/orders/{order}"),
        RouteRow("GET /orders/:number/payment", 200, at: "/orders/{unpaid}/payment"),
        RouteRow("GET /orders/:number/cancellation", 404, at: "/orders/{order}/cancellation"),
        RouteRow("POST /orders/:number/cancellation", 404, at: "/orders/{order}/cancellation"),
        RouteRow(
            "POST /orders/:number/cancellation/withdrawal", 404, at: "/orders/{order}/cancellation/withdrawal"),
        RouteRow("GET /orders/:number/return", 404, at: "/orders/{delivered}/return"),
        RouteRow("POST /orders/:number/return", 404, at: "/orders/{delivered}/return"),
        RouteRow("POST /orders/:number/return/withdrawal", 404, at: "/orders/{delivered}/return/withdrawal"),
        RouteRow("GET /account/login", 303), RouteRow("POST /account/login", 422),
        RouteRow("GET /account/register", 303), RouteRow("POST /account/register", 422),
        RouteRow("GET /account/registration", 404), RouteRow("POST /account/registration", 404),
        RouteRow("GET /account/forgotten-password", 200), RouteRow("POST /account/forgotten-password", 422),
        RouteRow("GET /account/new-password", 404), RouteRow("POST /account/new-password", 404),
        RouteRow("GET /account/email/proof", 404), RouteRow("POST /account/email/proof", 404),
        RouteRow("GET /account/find-order", 200), RouteRow("POST /account/find-order", 422),
        RouteRow("GET /account/addresses", 200), RouteRow("POST /account/addresses", 422),
        RouteRow("GET /privacy", 200),
        RouteRow("GET /returns", 200),
        RouteRow("POST /account/addresses/:id", 422, at: "/account/addresses/999999"),
        RouteRow("POST /account/addresses/:id/preference", 303, at: "/account/addresses/999999/preference"),
        RouteRow("POST /account/addresses/:id/removal", 303, at: "/account/addresses/999999/removal"),
        RouteRow("GET /account/email", 200), RouteRow("POST /account/email", 409),

        RouteRow("GET /account", 303), RouteRow("POST /account/logout", 303), RouteRow("GET /account/password", 200),
        RouteRow("POST /account/password", 422), RouteRow("GET /account/orders", 200),
        RouteRow("POST /account/sessions/end", 303),
        RouteRow("POST /account/sessions/:id/end", 303, at: "/account/sessions/999999/end"),
        RouteRow("GET /account/orders/:number", 200, at: "/account/orders/{order}"),
        RouteRow("GET /account/orders/:number/cancellation", 200, at: "/account/orders/{order}/cancellation"),
        RouteRow("POST /account/orders/:number/cancellation", 422, at: "/account/orders/{order}/cancellation"),
        RouteRow(
            "POST /account/orders/:number/cancellation/withdrawal", 409,
            at: "/account/orders/{order}/cancellation/withdrawal"),
        RouteRow("GET /account/orders/:number/return", 200, at: "/account/orders/{delivered}/return"),
        RouteRow("POST /account/orders/:number/return", 422, at: "/account/orders/{delivered}/return"),
        RouteRow(
            "POST /account/orders/:number/return/withdrawal", 409, at: "/account/orders/{delivered}/return/withdrawal"),

        RouteRow("GET /admin/login", 200), RouteRow("POST /admin/login", 422),
        RouteRow("GET /admin/new-password", 404), RouteRow("POST /admin/new-password", 404),
        RouteRow("POST /admin/login/code", 422), RouteRow("GET /admin/account/second-factor", 200),
        RouteRow("POST /admin/account/second-factor", 303), RouteRow("POST /admin/account/second-factor/removal", 422),
        RouteRow("POST /admin/account/recovery-codes", 409),

        RouteRow("GET /admin", 200), RouteRow("POST /admin/logout", 303),
        RouteRow("POST /admin/website", 303, ["website": "2"]), RouteRow("GET /account/kept-forms/:id", 404),
        RouteRow("GET /admin/kept-forms/:id", 404), RouteRow("GET /admin/account", 200),
        RouteRow("POST /admin/account/password", 422), RouteRow("POST /admin/account/sessions/end", 303),
        RouteRow("POST /admin/account/sessions/:id/end", 303, at: "/admin/account/sessions/999999/end"),
        RouteRow("GET /admin/search", 200),
        RouteRow("GET /admin/products", 200),
        RouteRow("GET /admin/products/:id", 303, at: "/admin/products/{polo}"),
        RouteRow("GET /admin/products/:id/edit", 200, at: "/admin/products/{polo}/edit"),
        RouteRow("GET /admin/catalog-manager", 200), RouteRow("GET /admin/catalog-manager/export", 200),
        RouteRow("POST /admin/catalog-manager/imports", 422),
        RouteRow("GET /admin/catalog-manager/imports/:token", 404),
        RouteRow("GET /admin/catalog-manager/imports/:token/failed-rows", 404),
        RouteRow("POST /admin/catalog-manager/imports/:token/application", 404),
        RouteRow("GET /admin/reconciliation", 200), RouteRow("GET /admin/reconciliation/export", 200),
        RouteRow("GET /admin/modules", 200), RouteRow("GET /admin/modules/:oms", 200, at: "/admin/modules/arvind"),
        RouteRow("GET /admin/orders", 200), RouteRow("GET /admin/orders/:number", 200, at: "/admin/orders/{order}"),
        RouteRow("GET /admin/orders/slips", 200), RouteRow("GET /admin/orders/picking-list", 200),
        RouteRow("GET /admin/customers", 200), RouteRow("GET /admin/customers/:id", 200, at: "/admin/customers/1"),
        RouteRow(
            "POST /admin/customers/:id/cod", 303, at: "/admin/customers/1/cod",
            ["phone": "9876543210", "state": "blocked"]),
        RouteRow("GET /admin/customers/:id/erasure", 200, at: "/admin/customers/1/erasure"),
        RouteRow("POST /admin/customers/:id/erasure", 409, at: "/admin/customers/1/erasure"),
        RouteRow("POST /admin/products/visibility", 303, ["product": "1", "visibility": "disabled"]),
        RouteRow("POST /admin/views", 303, ["list": "orders", "name": "Mine"]),
        RouteRow("POST /admin/views/:id/removal", 303, at: "/admin/views/999/removal", ["list": "orders"]),
        RouteRow("POST /admin/orders/:number/notes", 303, at: "/admin/orders/{order}/notes", ["note": "Called"]),
        RouteRow("POST /admin/orders/:number/notes/:id", 403, at: "/admin/orders/{order}/notes/999", ["note": "x"]),
        RouteRow("POST /admin/orders/slips", 303), RouteRow("POST /admin/orders/picking-list", 303),
        RouteRow("POST /admin/orders/pushes", 303, ["all": "yes"]),
        RouteRow("POST /admin/orders/exports", 303),
        RouteRow("GET /admin/tools/cron/runs/:id/file", 404, at: "/admin/tools/cron/runs/{run}/file"),
        RouteRow("GET /admin/returns", 200), RouteRow("GET /admin/tools/logs", 200),
        RouteRow("GET /admin/tools/logs/export", 200),
        RouteRow("GET /admin/tools/logs/:id", 200, at: "/admin/tools/logs/1"), RouteRow("GET /admin/tools/cron", 200),
        RouteRow("GET /admin/tools/inbox", 200),
        RouteRow("GET /admin/tools/inbox/:id", 200, at: "/admin/tools/inbox/{event}"),
        RouteRow("GET /admin/tools/rejected-events", 200),
        RouteRow("GET /admin/tools/replays/:id", 200, at: "/admin/tools/replays/{replay}"),
        RouteRow("GET /admin/tools/cron/runs/:id", 200, at: "/admin/tools/cron/runs/{run}"),

        RouteRow("GET /admin/products/new", 200), RouteRow("POST /admin/products", 422),
        RouteRow("POST /admin/products/:id", 422, at: "/admin/products/{polo}"),
        RouteRow("POST /admin/products/:id/images", 422, at: "/admin/products/{polo}/images"),
        RouteRow("POST /admin/products/:id/image-list", 303, at: "/admin/products/{polo}/image-list"),
        RouteRow("POST /admin/products/:id/options", 422, at: "/admin/products/{polo}/options"),
        RouteRow(
            "POST /admin/products/:id/options/:option/values", 404, at: "/admin/products/{polo}/options/0/values"),
        RouteRow(
            "GET /admin/products/:id/options/:option/deletion", 404, at: "/admin/products/{polo}/options/0/deletion"),
        RouteRow(
            "POST /admin/products/:id/options/:option/deletion", 404, at: "/admin/products/{polo}/options/0/deletion"),
        RouteRow("GET /admin/products/:id/values/:value/deletion", 404, at: "/admin/products/{polo}/values/0/deletion"),
        RouteRow(
            "POST /admin/products/:id/values/:value/deletion", 404, at: "/admin/products/{polo}/values/0/deletion"),
        RouteRow("POST /admin/products/:id/stock-option", 422, at: "/admin/products/{polo}/stock-option"),
        RouteRow("POST /admin/products/:id/skus", 303, at: "/admin/products/{belt}/skus", ["sku-product": "NEW"]),
        RouteRow("POST /admin/orders/:number/push", 303, at: "/admin/orders/{order}/push"),
        RouteRow("POST /admin/orders/:number/payments/:id/refund", 409, at: "/admin/orders/{order}/payments/0/refund"),
        RouteRow("POST /admin/orders/:number/refund", 409, at: "/admin/orders/{order}/refund"),
        RouteRow("GET /admin/orders/:number/cancellation", 200, at: "/admin/orders/{order}/cancellation"),
        RouteRow("POST /admin/orders/:number/cancellation", 422, at: "/admin/orders/{order}/cancellation"),
        RouteRow(
            "POST /admin/orders/:number/cancellation/withdrawal", 409,
            at: "/admin/orders/{order}/cancellation/withdrawal"),
        RouteRow("GET /admin/orders/:number/return", 200, at: "/admin/orders/{delivered}/return"),
        RouteRow("POST /admin/orders/:number/return", 422, at: "/admin/orders/{delivered}/return"),
        RouteRow(
            "POST /admin/orders/:number/return/withdrawal", 409, at: "/admin/orders/{delivered}/return/withdrawal"),
        RouteRow("POST /admin/tools/inbox/:id/replays", 303, at: "/admin/tools/inbox/{event}/replays"),
        RouteRow("POST /admin/tools/inbox/:id/dismissal", 303, at: "/admin/tools/inbox/{event}/dismissal"),
        RouteRow("GET /admin/tools/replays", 200), RouteRow("POST /admin/tools/replays", 303),
        RouteRow("POST /admin/tools/cron/push-orders/runs", 303),
        RouteRow("POST /admin/tools/cron/runs/:id/cancellation", 303, at: "/admin/tools/cron/runs/{run}/cancellation"),
        RouteRow("POST /admin/tools/cron/jobs/:name", 303, at: "/admin/tools/cron/jobs/push-orders"),

        RouteRow("GET /admin/glossary", 200), RouteRow("GET /admin/help", 200),
        RouteRow("GET /admin/websites", 200), RouteRow("GET /admin/websites/:id", 200, at: "/admin/websites/1"),
        RouteRow("POST /admin/websites/:id", 422, at: "/admin/websites/1"),
        RouteRow("POST /admin/websites/:id/logo", 422, at: "/admin/websites/1/logo"),
        RouteRow("POST /admin/websites/:id/logo/deletion", 303, at: "/admin/websites/1/logo/deletion"),
        RouteRow("POST /admin/users/:name/websites", 303, at: "/admin/users/ravi/websites", ["website": "1"]),
        RouteRow("GET /admin/users", 200), RouteRow("GET /admin/users/:name", 200, at: "/admin/users/ravi"),
        RouteRow("POST /admin/users", 422),
        RouteRow("POST /admin/users/:name/role", 303, at: "/admin/users/ravi/role", ["role": "operations"]),
        RouteRow("POST /admin/users/:name/reset", 303, at: "/admin/users/ravi/reset"),
        RouteRow("POST /admin/users/:name/invitation", 409, at: "/admin/users/ravi/invitation"),
        RouteRow("GET /admin/users/:name/removal", 200, at: "/admin/users/ravi/removal"),
        RouteRow("POST /admin/users/:name/removal", 303, at: "/admin/users/ravi/removal"),
        RouteRow("POST /admin/users/:name/sessions/end", 303, at: "/admin/users/ravi/sessions/end"),
        RouteRow("POST /admin/users/:name/sessions/:id/end", 303, at: "/admin/users/ravi/sessions/999999/end"),
        RouteRow("GET /admin/audit", 200), RouteRow("GET /admin/audit/export", 200), RouteRow("GET /admin/health", 200),
        RouteRow("GET /admin/returns/:reference/bank-details", 404, at: "/admin/returns/RET-1/bank-details"),
        RouteRow("POST /admin/returns/:reference/bank-details", 404, at: "/admin/returns/RET-1/bank-details"),
        RouteRow("GET /admin/returns/:reference/photographs/:id", 404, at: "/admin/returns/RET-1/photographs/1"),
        RouteRow("GET /admin/modules/:oms/alerts", 200, at: "/admin/modules/arvind/alerts"),
        RouteRow("POST /admin/modules/:oms/alerts", 422, at: "/admin/modules/arvind/alerts"),
        RouteRow("POST /admin/modules/:oms/alerts/test", 303, at: "/admin/modules/arvind/alerts/test"),
        RouteRow("GET /admin/messages", 200), RouteRow("POST /admin/messages", 303),
        RouteRow("POST /admin/modules/:oms", 303, at: "/admin/modules/arvind", ["username": "renamed"]),
        RouteRow("POST /admin/modules/:oms/test", 303, at: "/admin/modules/arvind/test"),
        RouteRow("POST /admin/modules/:oms/choice", 303, at: "/admin/modules/arvind/choice"),

        RouteRow("POST /api/v1/inventory", 200), RouteRow("GET /api/v1/inventory", 200),
        RouteRow("GET /api/v1/orders/:number", 200, at: "/api/v1/orders/{order}"),
        RouteRow("POST /api/v1/webhooks/order-status", 200), RouteRow("POST /api/v1/webhooks/fynd", 200),
        RouteRow("POST /api/v1/payments", 200),
    ]
}
