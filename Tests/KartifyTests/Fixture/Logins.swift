import Crypto
import Domain
import Testing

@testable import Kartify

extension Browser {
    /// Gives the password to the page that asks for it, and goes on with what was typed.
    func confirm(_ page: Answer, password: String = TestShop.staffPassword) throws -> Answer {
        let form =
            #/action="([^"]*)">\s*<input type="hidden" name="csrf" value="[^"]*">\s*<input type="hidden" name="sealed_form"/#
        let action = String(try #require(page.text.firstMatch(of: form), "\(page.status) \(page.words)").1)
        return try post(action, page.form(to: action).merging(["proof_password": password]) { $1 })
    }

    /// Adds a colleague.
    ///
    /// - Returns: the one-time password, as it is shown.
    func addUser(_ name: String, role: String = "operations") throws -> String {
        let page = try press("/admin/users", ["username": name, "role": role])
        #expect(page.status == 200 && page.heading == "One-time password of \(name)")
        return try #require(page.piece(after: "<code class=\"fs-5\">", before: "</code>"))
    }

    /// Switches one-time codes on as a person does: with the secret, and the first code of the app.
    func turnOnSecondFactor() throws -> (codes: OneTimeCodes, recovery: [String]) {
        let path = "/admin/account/second-factor"
        let page = get(path)
        let codes = try page.oneTimeCodes
        let form = ["sealed_setup": try #require(page.value(of: "sealed_setup")), "code": shop.code(codes)]
        let answer = try press(path, form)
        #expect(answer.status == 200 && answer.heading == "Recovery codes", "\(answer.words)")
        return (codes, answer.text.matches(of: #/<li><code>([^<]*)/#).map { String($0.1) })
    }
}

extension Answer {
    /// The codes of the secret that a page shows.
    var oneTimeCodes: OneTimeCodes {
        get throws {
            let secret = try #require(piece(after: "into the app: <code class=\"d-block\">", before: "</code>"))
            return try #require(OneTimeCodes(base32: secret.filter { $0 != " " }))
        }
    }
}

extension TestShop {
    /// The code that the app shows, now or some steps later.
    func code(_ codes: OneTimeCodes, later steps: Int = 0) -> String {
        codes.code(ofStep: OneTimeCodes.step(at: now.seconds) + steps)
    }
}
