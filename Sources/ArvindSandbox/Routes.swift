import Web

/// The whole server: Arvind's API, FYND's, the console for people with the mailbox of the shops, and a payment gateway.
let routes: [Route<World>] = [
    partner.post("/api/serviceability", answerServiceability),
    partner.post("/api/orders", receiveOrder),
    partner.post("/api/orders/:id/cancel", cancelItems),
    partner.post("/api/orders/:id/returns", receiveReturn),

    fyndPartner.post("/fynd/serviceability", answerFyndServiceability),
    fyndPartner.post("/fynd/orders", receiveFyndOrder),
    fyndPartner.post("/fynd/orders/:id/cancel", cancelBags),
    fyndPartner.post("/fynd/orders/:id/returns", receiveFyndReturn),
    fyndPartner.post("/fynd/inventory/changes", listStockChanges),
    fyndPartner.post("/fynd/inventory/stock", listStock),

    person.get("/", showConsole),
    person.get("/orders/:id", showOrder),
    person.post("/orders/:id/events", pressButton),
    person.post("/inventory", pushInventory),
    person.post("/inventory/everything", pushEverything),
    person.post("/switches", saveSwitches),

    person.get("/mailbox", showMailbox),
    person.get("/mailbox/:id", showMail),

    person.get("/pay", showBill),
    person.post("/pay", payBill),
    person.get("/payments/:id", showPayment),
    person.post("/payments/:id/calls", tellAgain),
]
