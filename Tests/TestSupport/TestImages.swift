import FoundationEssentials

/// Small images of every kind that may be uploaded.
public enum TestImages {
    /// 400 × 300: red on the left, blue on the right.
    public static let png = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAZAAAAEsAQMAAADXeXeBAAAABlBMVEXIHh4eHshgjNd+AAAATElEQVR42u3LsREAAAQAMey/MxMo1PLtXzK2eh\
        sV5xAEQRAEQRAEQR\
        AEQRAEQRAEQRAEQRAEQRAEQRAEQRAEQRAEQRAEQRAEQRDkDxm7WQNX3FbrjwAAAABJRU5ErkJggg==
        """)
    /// 1000 × 500, white.
    public static let wide = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAA+gAAAH0AQAAAACGUzqAAAAA8klEQVR42u3NAQ0AAAgDoGv/zhrDuUEBanKoY7fb7Xa73W632+12u91ut9vtdr\
        vdbrfb7Xa73W632+12u91ut9vtdrvdbrfb7Xa73W632+12u91ut9vtdrvdbrfb7Xa73W632+12u91ut9vtdrvdbrfb7Xa73W632+12u91ut9vt\
        drvdbrfb7Xa73W632+12u91ut9vtdrvdbrfb7Xa73W632+12u91ut9vtdrvdbrfb7Xa73W632+12u91ut9vtdrvdbrfb7Xa73W632+12u91ut9\
        vtdrvdbrfb7Xa73W632+12u91ut9vtdrvdbrfb/+0L6GsE56MW+k8AAAAASUVORK5CYII=
        """)
    /// 8 × 8, see-through.
    public static let transparent = bytes(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAD0lEQVR42mNgGAUMDAwMAAEIAAEoUqMqAAAAAElFTkSuQmCC")
    /// 40 × 20 as it is stored, black on the left; Exif says that it is to be turned to the right, and which phone took it.
    public static let jpeg = bytes(
        """
        /9j/4AAQSkZJRgABAQAAAQABAAD/4QA6RXhpZgAATU0AKgAAAAgAAgEPAAIAAAAMAAAAJgESAAMAAAABAAYAAAAAAABTZWNyZXRQaG9uZQD/2w\
        BDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAAUACgBAREA/8QA\
        HwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0f\
        AkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ip\
        qrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AOZorpvBn/L5/wAA/wDZq6aivM6K6bwZ/w\
        Avn/AP/Zq6aivM6K6bwZ/y+f8AAP8A2aumor//2Q==
        """)
    /// 40 × 30, green.
    public static let webp = bytes(
        """
        UklGRkYAAABXRUJQVlA4IDoAAABQAwCdASooAB4APzmcxVuvKyekJWgB4CcJZwDO3oAAK/dm8AD+Ex/N9j2eD/ui+1FT1nMY4wgdeAAA
        """)

    /// A PNG of so many pixels, with nothing behind its header.
    public static func header(width: Int, height: Int) -> [UInt8] {
        let sides = [width, height].flatMap { side in [24, 16, 8, 0].map { UInt8(side >> $0 & 0xFF) } }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + sides
            + [8, 2, 0, 0, 0, 1, 2, 3, 4]
    }

    private static func bytes(_ base64: String) -> [UInt8] {
        Array(Data(base64Encoded: base64) ?? Data())
    }
}
