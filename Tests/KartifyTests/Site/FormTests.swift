import TestSupport
import Testing

@testable import Kartify

/// A form that is taken answers with a redirect: a reload of the page after it sends nothing again.
struct FormTests {
    @Test func `every form of the site has a valid one here`() {
        let forms = Site.table.filter { $0.method == "POST" && !$0.pattern.hasPrefix("/api/") }.map(\.pattern)
        #expect(Set(forms) == Set(ValidForm.all.map(\.route)) && forms.count == ValidForm.all.count)
    }

    @Test(arguments: ValidForm.all)
    func `a form that is taken leads to a page, which a reload only shows again`(form: ValidForm) throws {
        let scene = try ValidForm.Scene()
        let (browser, answer) = try form.send(scene)
        #expect(answer.status == 303, "\(answer.status) \(answer.alert ?? answer.words)")
        let address = try #require(answer.location)
        for visit in 1...2 {
            var page = browser.get(address)
            for _ in 1...2 where page.status == 303 { page = try browser.follow(page) }
            #expect(page.status == 200, "visit \(visit) of \(address): \(page.words)")
        }
        scene.shop.world.background.wait()
    }
}
