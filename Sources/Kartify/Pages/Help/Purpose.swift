/// What a page of staff is for, in one line below its title, with the chapter of the help that says more.
struct Purpose {
    let chapter: HelpChapter
    let line: String

    /// That of a template; nil where a page asks or prints something and says so itself.
    static func of(_ template: String, _ oms: String) -> Purpose? {
        lines[template].map { Purpose(chapter: $0.0, line: $0.1.replacing("OMS", with: oms)) }
    }

    /// Each page of staff has its line here, or a test fails. `OMS` stands for the name of the website's own.
    private static let lines: [String: (HelpChapter, String)] = [
        "admin/dashboard/dashboard.html": (.dashboard, "What sold today, what needs somebody, and how OMS answers."),
        "admin/products/list.html": (.products, "What the website sells, and how much of it is available."),
        "admin/products/new.html": (
            .products, "A product begins with its name and price; options, SKUs and images follow."
        ),
        "admin/products/edit.html": (
            .products, "A product's name, price, options with their SKUs, images, and the history of its stock."
        ),
        "admin/catalog_manager/manager.html": (
            .catalogManager, "The catalogue as a table: export it, change it, and import it again."
        ),
        "admin/catalog_manager/import.html": (
            .catalogManager, "What a file changes, row by row; nothing happens before Apply is pressed."
        ),
        "admin/reconciliation/list.html": (.reconciliation, "Where the catalogue and OMS do not know the same SKUs."),
        "admin/modules/list.html": (.modules, "Which system counts the stock of this website and fulfils its orders."),
        "admin/modules/arvind.html": (.modules, "How this website and OMS reach each other."),
        "admin/modules/fynd.html": (.modules, "How this website and OMS reach each other."),
        "admin/modules/alerts.html": (.modules, "Who is told, and how, when orders do not flow."),
        "admin/orders/list.html": (.orders, "The orders of this website, and how far each has come."),
        "admin/orders/search.html": (
            .orders, "Finds orders by what a customer can tell you of them, in every website that you may see."
        ),
        "admin/orders/order.html": (.orders, "Everything about one order, and what you can do with it."),
        "admin/returns/list.html": (.returns, "What customers asked to cancel or send back, and what OMS answered."),
        "admin/returns/bank_details.html": (.returns, "Where the money of a return goes."),
        "admin/customers/list.html": (.customers, "Who has an account at this website."),
        "admin/customers/customer.html": (.customers, "One customer's contacts, addresses and orders."),
        "admin/customers/erasure.html": (.customers, "Erases what is known of a person who asks for it."),
        "admin/tools/cron.html": (.cron, "The jobs that run by themselves, and a button to run each at once."),
        "admin/tools/run.html": (.cron, "What one run of a job did."),
        "admin/logs/list.html": (.logs, "Every call between this website and OMS, in either direction."),
        "admin/logs/exchange.html": (.logs, "One call: what was sent, and what came back."),
        "admin/inbox/list.html": (.inbox, "What OMS reported of orders, and what became of each report."),
        "admin/inbox/event.html": (.inbox, "One report of OMS, item by item."),
        "admin/inbox/confirm.html": (.inbox, "Applies events once more, when what they were missing is there."),
        "admin/inbox/replay.html": (.inbox, "What came of applying events once more."),
        "admin/inbox/rejected.html": (
            .inbox, "Authentic events from OMS that could not be processed. Nothing of them was applied."
        ),
        "admin/websites/list.html": (.websites, "The websites of this installation."),
        "admin/websites/website.html": (
            .websites, "Who is behind this website, how it looks, and its rules for cash and returns."
        ),
        "admin/users/list.html": (.users, "Who works here, and in which role."),
        "admin/users/user.html": (
            .users, "One person's role, websites and sessions, and what helps when they cannot sign in."
        ),
        "admin/account/account.html": (.account, "Your password, your second factor, and where you are signed in."),
        "admin/account/second_factor.html": (.account, "A code of your phone, asked for besides the password."),
        "admin/account/recovery_codes.html": (.account, "What opens your account when the phone is lost."),
        "admin/messages/messages.html": (
            .messages, "Whether and how customers of this website hear about their orders."
        ),
        "admin/audit/list.html": (.audit, "Who did what, and when."),
        "admin/health/health.html": (
            .health, "What this installation lives on, and what to type where something is wrong."
        ),
        "admin/glossary/glossary.html": (.orders, "Words that mean one thing exactly on these pages."),
    ]
}
