import Domain
import Web

/// An image of a product in the form of its images.
struct ImageLine: Encodable, Sendable {
    let number: Int
    let thumbnail: String
    let altField: String
    let alt: String
    let shownAlt: String
    let altError: String?
    let placeField: String
    let place: String
    let shownPlace: String
    let placeError: String?
    let removalField: String
    let isRemoved: Bool

    init(_ image: ProductImage, number: Int, _ typed: Fields?, _ errors: FormErrors) {
        self.number = number
        thumbnail = image.smallFile ?? image.file
        altField = image.altField
        shownAlt = image.alt
        alt = typed?.value(image.altField) ?? shownAlt
        altError = errors[image.altField]
        placeField = image.placeField
        shownPlace = "\(number)"
        place = typed?.value(image.placeField) ?? shownPlace
        placeError = errors[image.placeField]
        removalField = image.removalField
        isRemoved = typed?.has(image.removalField) == true
    }
}
