import Web

/// The whole site, a line a route, by who may come.
let routes: [Route<World>] = [
    anyone.get("/healthz", showHealth),
    anyone.get("/readyz", showReadiness),
    anyone.get("/metrics", showMetrics),

    visitor.get("/", showHome),
    visitor.get("/product/:id", showProduct),
    visitor.post("/product/:id/cart-lines", addToCart),
    visitor.get("/cart", showCart),
    visitor.post("/cart/lines/:id", changeCartLine),
    visitor.get("/checkout", showCheckout),
    visitor.post("/checkout", placeOrder),
    visitor.get("/orders/:number", showPlacedOrder),
    visitor.get("/orders/:number/payment", showPayment),
    visitor.post("/orders/:number/payment", receivePayment),
    visitor.get("/account/login", showSignIn),
    visitor.post("/account/login", signIn),
    visitor.get("/account/register", showRegister),
    visitor.post("/account/register", register),

    customer.get("/account", showAccount),
    customer.post("/account/logout", signOut),
    customer.get("/account/password", showPassword),
    customer.post("/account/password", changePassword),
    customer.get("/account/orders", showOrders),
    customer.get("/account/orders/:number", showOrder),

    door.get("/admin/login", showStaffSignIn),
    door.post("/admin/login", signInStaff),

    staff.get("/admin", showDashboard),
    staff.post("/admin/logout", signOutStaff),
    staff.post("/admin/website", switchWebsite),
    staff.get("/admin/search", search),
    staff.get("/admin/products", listProducts),
    staff.get("/admin/products/:id/edit", editProduct),
    staff.get("/admin/modules", listModules),
    staff.get("/admin/modules/arvind", showModule),
    staff.get("/admin/orders", listOrders),
    staff.get("/admin/orders/:number", viewOrder),
    staff.get("/admin/tools/cron", showCron),
    staff.get("/admin/tools/cron/runs/:id", showRun),

    operations.post("/admin/products/:id", saveProduct),
    operations.post("/admin/products/:id/skus", saveSKUs),
    operations.post("/admin/orders/:number/push", pushOrder),
    operations.post("/admin/tools/cron/push-orders/runs", runPushOrders),

    administrator.post("/admin/modules/arvind", saveModule),
    administrator.post("/admin/modules/arvind/test", testConnection),

    partner.post("/api/v1/inventory", updateInventory),
    partner.get("/api/v1/orders/:number", readOrder),
    partner.post("/api/v1/webhooks/order-status", receiveOrderStatus),
]
