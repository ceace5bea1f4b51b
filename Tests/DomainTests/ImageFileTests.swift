import Domain
import TestSupport
import Testing

/// What a file has to be that is sent as a picture, and how it is to be seen.
struct ImageFileTests {
    private func refusal(_ bytes: [UInt8], _ name: String = "a.png") -> String? {
        do {
            _ = try ImageFileRule.check(name, bytes[...])
            return nil
        } catch {
            return error.message
        }
    }

    @Test func `an image of up to forty megapixels is taken, and a larger one refused before it is decoded`() {
        #expect(refusal(TestImages.header(width: 8000, height: 5000)) == nil)
        #expect(refusal(TestImages.header(width: 8000, height: 5001))?.contains("8000 × 5001 pixels") == true)
        #expect(refusal(TestImages.header(width: 20_000, height: 2000)) == nil)
        #expect(refusal(TestImages.header(width: 20_001, height: 1)) == "“a.png” is not a PNG, JPEG or WebP image.")
    }

    @Test(arguments: ["heic", "heix", "mif1", "msf1", "hevc"])
    func `a HEIC photograph is told what to become`(brand: String) {
        let bytes: [UInt8] = [0, 0, 0, 24] + Array("ftyp\(brand)".utf8) + Array(repeating: 0, count: 12)
        #expect(refusal(bytes, "IMG_1.HEIC")?.hasPrefix("“IMG_1.HEIC” is a HEIC photograph") == true)
        #expect(refusal(Array("....ftypmp42".utf8))?.contains("HEIC") == false)
    }

    @Test func `a size is fitted without changing its shape`() {
        let size = PixelSize(width: 1000, height: 500)
        #expect(size.fitted(width: 320, height: 640) == PixelSize(width: 320, height: 160))
        #expect(size.fitted(width: 2000, height: 4000) == size)
        #expect(size.turned.fitted(width: 320, height: 640) == PixelSize(width: 320, height: 640))
        #expect(
            PixelSize(width: 10, height: 20_000).fitted(width: 320, height: 640) == PixelSize(width: 1, height: 640))
        #expect(PixelSize(width: 20_000, height: 1).fitted(width: 320, height: 640) == PixelSize(width: 320, height: 1))
    }

    @Test func `the orientation is read of Exif in either order of bytes, and anything else is upright`() {
        #expect(ImageOrientation(ofJPEG: TestImages.jpeg[...]) == .turnedRight)
        let little: [UInt8] =
            [0xFF, 0xD8, 0xFF, 0xFF, 0xE1, 0, 34] + Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0, 1, 0]
            + [0x12, 0x01, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
        #expect(ImageOrientation(ofJPEG: little[...]) == .upsideDown)
        for count in 0..<little.count { _ = ImageOrientation(ofJPEG: little.prefix(count)) }
        #expect(ImageOrientation(ofJPEG: little.prefix(30)) == .upright)
        #expect(ImageOrientation(ofJPEG: TestImages.png[...]) == .upright && ImageOrientation(ofJPEG: []) == .upright)
    }

    @Test(arguments: ImageOrientation.allCases)
    func `every pixel is seen once, whichever way it is turned`(orientation: ImageOrientation) {
        let stored = PixelSize(width: 3, height: 2)
        let seen = orientation.isTurned ? stored.turned : stored
        let sources = (0..<seen.height).flatMap { y in
            (0..<seen.width).map { x in
                let (fromX, fromY) = orientation.source(x: x, y: y, of: stored)
                return [fromX, fromY]
            }
        }
        #expect(Set(sources) == [[0, 0], [1, 0], [2, 0], [0, 1], [1, 1], [2, 1]] && sources.count == 6)
        // The corner that is stored first.
        let corners: [ImageOrientation: [Int]] = [
            .upright: [0, 0], .mirrored: [2, 0], .upsideDown: [2, 1], .flipped: [0, 1], .transposed: [0, 0],
            .turnedRight: [1, 0], .transversed: [1, 2], .turnedLeft: [0, 2],
        ]
        let first = sources.firstIndex(of: [0, 0]) ?? 0
        #expect([first % seen.width, first / seen.width] == corners[orientation])
    }
}
