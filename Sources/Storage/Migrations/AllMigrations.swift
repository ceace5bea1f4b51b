extension Migration {
    /// Every step so far. Add at the end, and never change one that has been released: its checksum is kept in each database.
    package static let all: [Migration] = [
        shop, orders, machinery, afterSales, jobs, inventory, inbox, catalog, log, parcels, oms, omsWords, payments,
        refusals, keptForms, jobSuccess,
        sessions.makingAll(of: [postgresShop, postgresOrders, postgresMachinery].joined()),
        keptFormOwners, audit, staffSecurity, settled, callWords, reportedQuantity, messages, orderList, bulk, notes,
        provedAddresses, addresses, customers, contacts, twoOMS, outages,
        fewerIndexes, savedViews, requestID, categories, codLimit, looks, photographs, pictures, upi, invitations,
        buckets, sharedFolders, shownOnce, returnTerms, missingSKUs, productTabs, settingsVersion,
    ]
}
