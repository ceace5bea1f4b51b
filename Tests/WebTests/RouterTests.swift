import Domain
import Testing
import Web

struct RouterTests {
    private let router = Router<String>([
        visitor.get("/", { _, _, _ in .text("home") }),
        visitor.get("/orders/new", { _, _, _ in .text("new") }),
        visitor.get("/orders/:number", { request, _, _ in .text("order \(request.path("number"))") }),
        visitor.post("/orders/:order", { request, _, _ in .text("posted \(request.path("order"))") }),
        visitor.post(
            "/orders/:number/items/:line",
            { request, _, world in .text("\(request.path("number")) \(request.path("line")) \(world)") }),
        visitor.post("/hooks/status", { _, _, _ in .text("taken") }),
        staff.get("/admin", { _, name, _ in .text("hello \(name)") }),
    ])

    @Test(arguments: [
        ("/", "home"), ("/orders/new", "new"), ("/orders/KFY-7", "order KFY-7"), ("/orders/a%2Fb", "order a/b"),
        ("/orders/a+b%20c", "order a+b c"), ("/orders/%3Anumber", "order :number"), ("/orders/new%20", "order new "),
    ])
    func `a path finds its route, a literal one before a named one`(path: String, text: String) throws {
        #expect(try router.answer(aRequest("GET", path), in: "w").text == text)
    }

    @Test func `a route may name several pieces, and gets the world`() throws {
        #expect(try router.answer(aRequest("POST", "/orders/7/items/2"), in: "w").text == "7 2 w")
    }

    @Test func `two routes may name the same piece differently`() throws {
        for _ in 0..<20 {
            #expect(try router.answer(aRequest("GET", "/orders/7"), in: "").text == "order 7")
            #expect(try router.answer(aRequest("POST", "/orders/7"), in: "").text == "posted 7")
        }
    }

    @Test(arguments: [
        "/orders", "/orders/", "/orders//", "/orders/7/", "//", "/nothing", "/orders/7/items", "/orders/7/items/",
        "/Orders/7",
        "/orders/../admin", "", "orders/new", "</orders/new", "/admin/",
    ])
    func `any other path is not found`(path: String) {
        #expect(throws: Router<String>.Miss.noSuchPath) { try router.answer(aRequest("GET", path), in: "") }
    }

    @Test(arguments: [
        ("POST", "/", "GET, HEAD"), ("DELETE", "/orders/7", "GET, POST, HEAD"), ("DELETE", "/orders/7/items/2", "POST"),
        ("GET", "/hooks/status", "POST"), ("HEAD", "/hooks/status", "POST"), ("get", "/", "GET, HEAD"),
    ])
    func `a path that is known with other methods says which`(method: String, path: String, allow: String) {
        #expect(throws: Router<String>.Miss.methodNotAllowed(allow: allow)) {
            try router.answer(aRequest(method, path), in: "")
        }
    }

    @Test(arguments: ["GET", "HEAD"])
    func `a path that only takes forms leads to the nearest page above it`(method: String) throws {
        let answer = try router.answer(aRequest(method, "/orders/7/items/2"), in: "")
        #expect(answer.status.rawValue == 303 && answer.header("Location") == "/orders/7")
    }

    @Test func `HEAD is answered as GET`() throws {
        #expect(try router.answer(aRequest("HEAD", "/"), in: "").text == "home")
    }

    @Test func `a handler receives the caller its audience has proved, and nobody else comes in`() throws {
        let proven = aRequest("GET", "/admin", headers: ["x-name": "Meera"])
        #expect(try router.answer(proven, in: "").text == "hello Meera")
        #expect(throws: Refusal(.signInNeeded, "Sign in.")) { try router.answer(aRequest("GET", "/admin"), in: "") }
    }

    @Test func `routes tell who may come`() {
        #expect(router.routes.map(\.audience).last == "staff")
        #expect(router.routes.map(\.pattern).first == "/")
    }

    @Test func `a piece of a path that is no row's id is not found`() throws {
        let router = Router<String>([
            visitor.get(
                "/products/:id",
                { request, _, _ in
                    let id: ID<Product> = try request.id("id", of: "product")
                    return .text("\(id.number + 1)")
                })
        ])
        #expect(try router.answer(aRequest("GET", "/products/41"), in: "").text == "42")
        for id in ["x", "4x", "99999999999999999999", "%20", "1%2E5"] {
            #expect(throws: Refusal.notFound("product")) {
                try router.answer(aRequest("GET", "/products/\(id)"), in: "")
            }
        }
    }
}

private let visitor = Audience<String, Void>("visitor") { _, _, handler in try handler(()) }

private let staff = Audience<String, String>("staff") { request, _, handler in
    guard let name = request.header("x-name") else { throw Refusal(.signInNeeded, "Sign in.") }
    return try handler(name)
}
