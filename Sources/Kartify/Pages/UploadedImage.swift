import Domain
import Web

/// An image file that came with a form.
struct UploadedImage {
    let bytes: [UInt8]
    let kind: ImageKind

    /// - Returns: nil when there is none that can be used; why not is in the errors then.
    init?(_ field: String, of request: Request, _ errors: inout FormErrors) {
        guard let file = errors.require(request.file(field), field, "Choose an image file.") else { return nil }
        guard file.bytes.count <= ImageKind.byteLimit else {
            errors.add(field, "The file is larger than 2 MB. Make the image smaller.")
            return nil
        }
        guard let kind = ImageKind(of: file.bytes) else {
            errors.add(field, "The file is not a PNG, JPEG or WebP image.")
            return nil
        }
        bytes = Array(file.bytes)
        self.kind = kind
    }
}
