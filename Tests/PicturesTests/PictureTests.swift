import Domain
import TestSupport
import Testing

@testable import Pictures

/// What becomes of an uploaded image.
struct PictureTests {
    private func made(_ file: [UInt8], _ widths: [Int] = [320, 800]) throws -> [Picture] {
        let kind = try #require(ImageKind(of: file[...]))
        return Picture.made(of: file[...], kind, widths: widths)
    }

    private func sizes(_ file: [UInt8], _ widths: [Int] = [320, 800]) throws -> [[Int]] {
        try made(file, widths).map { [$0.size.width, $0.size.height] }
    }

    @Test func `an image is made small and large, and never larger than it was`() throws {
        #expect(try sizes(TestImages.wide) == [[320, 160], [800, 400]])
        #expect(try sizes(TestImages.png) == [[320, 240], [400, 300]])
        #expect(try sizes(TestImages.webp) == [[40, 30]])
        #expect(try sizes(TestImages.transparent) == [[8, 8]])
    }

    @Test func `every picture is a WebP of its size`() throws {
        for file in [TestImages.wide, TestImages.png, TestImages.webp, TestImages.transparent, TestImages.jpeg] {
            for picture in try made(file) {
                #expect(ImageKind(of: picture.webp[...]) == .webp)
                #expect(ImageKind.webp.size(of: picture.webp[...]) == picture.size)
            }
        }
    }

    @Test func `a photograph stands upright, and says no more who took it`() throws {
        let picture = try #require(try made(TestImages.jpeg).first)
        #expect(picture.size == PixelSize(width: 20, height: 40))
        let phone = Array("SecretPhone".utf8)
        #expect(TestImages.jpeg.indices.contains { TestImages.jpeg[$0...].starts(with: phone) })
        #expect(!picture.webp.indices.contains { picture.webp[$0...].starts(with: phone) })
    }

    @Test func `a damaged image makes none`() throws {
        #expect(try made(TestImages.header(width: 40, height: 30)).isEmpty)
        #expect(try made(Array(TestImages.png.prefix(60))).isEmpty)
        #expect(try made(Array(TestImages.webp.prefix(40))).isEmpty)
    }
}
