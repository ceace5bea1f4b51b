/// A chapter of `/admin/help`: how the work goes at the pages that it is named for. The raw value is its address there.
enum HelpChapter: String, CaseIterable, Sendable {
    case dashboard, products
    case catalogManager = "catalog-manager"
    case reconciliation, modules, orders, returns, customers, cron, logs, inbox, websites, users, account, messages,
        audit,
        health

    var title: String {
        switch self {
        case .catalogManager: "Catalog Manager"
        case .account: "Your account"
        default: rawValue.capitalized
        }
    }

    /// Where its pages begin.
    var path: String {
        switch self {
        case .dashboard: "/admin"
        case .cron, .logs, .inbox: "/admin/tools/\(rawValue)"
        default: "/admin/\(rawValue)"
        }
    }

    /// Its paragraphs, for a website with this OMS.
    func paragraphs(_ oms: String) -> [String] {
        switch self {
        case .dashboard:
            [
                "The red cards come first: orders that are stuck, events that could not be applied, money to pay back. Each card leads to the list that it counts, and “Somebody must act” names the oldest orders with the reason.",
                "The figures compare today with yesterday. Below them stands how well \(oms) answers. While \(oms) does not answer, or its module or the push job is off, a red strip says so on every page.",
            ]
        case .products:
            [
                "A product has options, such as Size. The values of one of them, the stock option, carry the SKUs that \(oms) counts; a product without options carries one itself. Save SKUs under the tab Option.",
                "A product whose SKUs add up to no available unit is disabled by itself, and enabled when \(oms) counts some. One that you disable stays disabled. The tab Data holds the images: the first one stands in lists. The tab History shows every change of the stock and where it came from.",
            ]
        case .catalogManager:
            [
                "Export gives one row for each option value, or for a product without options. Change it in any spreadsheet, then import it. Product ID, Option value and SKU are needed; a column that is missing changes nothing.",
                "After the upload you see what each row would change and which rows are refused, with the reason. Nothing happens until Apply is pressed, and then the import's page says what came of it.",
            ]
        case .reconciliation:
            [
                "Three lists: SKUs that \(oms) counts and no product has, SKUs that \(oms) has not counted for some days, and options without a SKU. Map a SKU to an option value here, or save it at the product.",
                "Until these lists are empty, some products show less stock than there is, or cannot be handed over in an order.",
            ]
        case .modules:
            [
                "New orders go to the module that is chosen. Enter what \(oms) gave you, and give \(oms) what this page shows for it; Test connection then says which of the calls work.",
                "Secrets are never shown again, only replaced. Where you keep the old one for 24 hours, both sides need not switch at the same moment. What becomes of checkouts while \(oms) is down is chosen here too, and under Alerts, who is told when something is wrong.",
            ]
        case .orders:
            [
                "A paid or COD order is pushed to \(oms) within five minutes. From then on \(oms) reports its status, item by item. The tabs hold what needs a look; a filtered list can be saved as a view, printed, exported or pushed.",
                "An order is stuck when \(oms) refused it, or when six hours passed without a clear answer. Read the reason on its page, mend what it names, such as a SKU that \(oms) does not know, and press Push now.",
                "Items can be cancelled until they are packed, and returned when they are delivered. \(oms) decides; when it refuses, the page says why and the button stays.",
            ]
        case .returns:
            [
                "What customers asked to cancel or send back, with the answer of \(oms). A request without a clear answer is asked again by itself for one hour; after that, press Try again on the order's page. After a refusal the customer may ask anew. Photographs that came with a return stand on the order's page.",
                "The money of a COD return goes to the bank account or the UPI id that the customer gave. Only some roles see the whole of it, and every look is recorded. It is erased some days after the return is closed, and the photographs with it.",
            ]
        case .customers:
            [
                "Search by e-mail address. A customer's page shows their phones, addresses and orders.",
                "When a person asks to be forgotten, Erase removes the account, names, addresses and notes for good. The orders stay with their items and amounts, as the books need them.",
            ]
        case .cron:
            [
                "Jobs run by themselves; this page shows when each ran, with what result, and when it runs next. Run pushes the orders of the last 30 days at once, with “also refused” those too that \(oms) refused.",
                "A run has a page that says of each order what came of it. A job that is switched off stays off until somebody switches it on; the red strip reminds you of the one that pushes.",
            ]
        case .logs:
            [
                "Each call has a row: what it was about, how it was answered, how long it took. Search by order, SKU, AWB, code or request id; the tabs hold what failed and what was slow.",
                "Open a call to see both bodies as they were sent. Passwords, tokens and account numbers are never in them. Calls are kept for 90 days.",
            ]
        case .inbox:
            [
                "\(oms) sends an event for each change of an order. Most are applied at once. One that names an unknown order, item or status waits here: mend what is missing, then replay it. Nothing is applied twice.",
                "An event that is of no use can be dismissed. Rejected events were authentic but could not be read; ask \(oms) about them.",
            ]
        case .websites:
            [
                "All websites of this installation, with their hosts and the beginning of their order numbers. An operator adds one in a terminal: kartify website add.",
                "A website's page holds its contact and its grievance officer, which customers read; its terms of returns; its main colour and logo; how much may be paid in cash; and whether the money of a cash order may go back to a UPI id. A colour that cannot be read is refused, with one that can.",
            ]
        case .users:
            [
                "Administrators may do everything, Operations run the shop, Support only looks. A person may be kept to some websites. An operator adds the first login in a terminal: kartify user add NAME.",
                "Add a person with an e-mail address, and they get a link by mail to choose a password; send another when they have forgotten it. Without an address, or where no mail is set up, a one-time password is shown here instead, to be handed over in person. Who has lost the phone as well gets the second factor taken away with it.",
            ]
        case .account:
            [
                "Change your password here, end sessions that you do not know, and turn on the second factor: a code of an app on your phone, asked for besides the password.",
                "Print the recovery codes and keep them apart from the phone: each opens your account once without it.",
            ]
        case .messages:
            [
                "Customers are told when an order is placed, shipped, delivered, cancelled or refunded, and what became of a return. An order's page lists what was sent.",
                "Mail can be switched off here, and text messages go to a service of yours by a signed call. What cannot be delivered is tried again for a day.",
                "The words of each mail may be the website's own: an operator puts a file in the place of the shared one, and System › Health says which are in use.",
            ]
        case .audit:
            [
                "Every change that a person made, with who, when, and from what to what; a push, a run of a job and a look at bank details too. Nothing here can be changed or removed.",
                "Filter by person or day, and export what an auditor asks for.",
            ]
        case .health:
            [
                "Each line is something that the installation lives on: the database, the key, the disk, the last backup, certificates, jobs, mail. Where one is not well, it says what to type.",
                "kartify doctor says the same in a terminal, and kartify doctor --fix mends what is safe to mend.",
            ]
        }
    }
}
