import Crypto
import Glibc
import Web

/// A page that the browser may keep, and asks about before it shows it anew: while it has not changed, the answer is a 304 without
/// it, and back and forward are instant. What is not named so in `Routes.swift` is kept nowhere: pages with money or bank details.
func cacheable<Caller>(_ handler: @escaping Audience<World, Caller>.Handler) -> Audience<World, Caller>.Handler {
    { request, caller, world in
        let page = try handler(request, caller, world)
        guard page.status == .ok, page.header("Cache-Control") == nil else { return page }
        // The tokens of a page are those of its browser and session, and so are its cookies.
        let cookies = Array((request.header("cookie") ?? "").utf8)
        let tag = "\"\(digest(withoutTokens(page.body) + cookies))\""
        return (request.knows(tag) ? .notModified : page)
            .with("Cache-Control", "private, no-cache").with("ETag", tag)
    }
}

/// A page without the tokens of its forms, which are masked anew each time (`BrowserToken.csrf`): an older mask is as good.
private func withoutTokens(_ page: [UInt8]) -> [UInt8] {
    let mark = Array(#"csrf" value=""#.utf8)
    var page = page
    page.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        var start = 0
        while let found = memchr(base + start, Int32(mark[0]), bytes.count - start) {
            let token = base.distance(to: found) + mark.count
            start = token - mark.count + 1
            guard token + BrowserToken.csrfLength <= bytes.count, memcmp(found, mark, mark.count) == 0 else { continue }
            start = token + BrowserToken.csrfLength
            memset(base + token, 0, BrowserToken.csrfLength)
        }
    }
    return page
}

extension Request {
    /// nginx makes a tag weak (`W/`) where it compresses the page.
    fileprivate func knows(_ tag: String) -> Bool {
        guard let tags = header("if-none-match") else { return false }
        return tags.split(separator: ",").contains { $0.trimmed == tag || $0.trimmed == "W/" + tag }
    }
}
