import Domain
import Storage

/// The picture of a demo product, drawn from its name as an SVG: what kind of thing it is, in its colour.
struct DemoPicture: Sendable {
    static let side = 800
    private let shape: @Sendable (Cloth) -> String
    private let cloth: Cloth

    /// nil for a product that has no drawing.
    init?(of name: String) {
        guard let shape = Self.shapes.first(where: { name.hasPrefix($0.kind) })?.draw else { return nil }
        self.shape = shape
        cloth = Self.cloths.first { name.hasSuffix($0.colour) }?.cloth ?? Self.plain
    }

    var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="\(Self.side)" height="\(Self.side)">
        <defs><radialGradient id="wall" cx=".5" cy=".4" r=".8"><stop offset="0" stop-color="#fbfaf7"/>\
        <stop offset="1" stop-color="#e3dfd4"/></radialGradient>\
        <linearGradient id="cloth" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="\(cloth.light)"/>\
        <stop offset=".55" stop-color="\(cloth.colour)"/><stop offset="1" stop-color="\(cloth.dark)"/></linearGradient></defs>
        <rect width="200" height="200" fill="url(#wall)"/>
        <ellipse cx="100" cy="180" rx="62" ry="6" fill="#000" opacity=".1"/>
        <g stroke-linejoin="round" stroke-linecap="round">\(shape(cloth))</g>
        </svg>
        """
    }

    /// A colour with its light and its shade.
    struct Cloth: Sendable {
        let light: String
        let colour: String
        let dark: String

        init(_ light: String, _ colour: String, _ dark: String) {
            (self.light, self.colour, self.dark) = (light, colour, dark)
        }

        /// A filled area, with a seam around it.
        func area(_ path: String) -> String {
            ##"<path d="\##(path)" fill="url(#cloth)" stroke="\##(dark)" stroke-width="1.6"/>"##
        }

        /// The same one shade darker, for what lies behind or on top.
        func shade(_ path: String) -> String {
            ##"<path d="\##(path)" fill="\##(dark)" stroke="\##(dark)" stroke-width="1.2"/>"##
        }

        func seam(_ path: String, dashed: Bool = false, _ colour: String? = nil) -> String {
            let dashes = dashed ? #" stroke-dasharray="2.4 2""# : ""
            return ##"<path d="\##(path)" fill="none" stroke="\##(colour ?? dark)" stroke-width="1.3"\##(dashes)/>"##
        }

        func buttons(_ heights: [Int], at x: Int = 100) -> String {
            heights.map {
                ##"<circle cx="\##(x)" cy="\##($0)" r="1.9" fill="\##(light)" stroke="\##(dark)" stroke-width=".8"/>"##
            }
            .joined()
        }
    }

    private static let plain = Cloth("#b9bec6", "#8f959f", "#5e646e")

    private static let cloths: [(colour: String, cloth: Cloth)] = [
        ("navy", Cloth("#46578f", "#2c3a68", "#1a2446")), ("indigo", Cloth("#6178b0", "#43588f", "#2a3a66")),
        ("white", Cloth("#ffffff", "#f4f2ec", "#b9b5a8")), ("tan", Cloth("#d39a5c", "#b37a3f", "#7c5025")),
        ("crimson", Cloth("#cf3547", "#a8172c", "#6f0d1d")), ("blue", Cloth("#a9c3ea", "#7d9fd3", "#4c6ea6")),
        ("sand", Cloth("#efe0bd", "#dcc796", "#a68d55")), ("olive", Cloth("#8f9560", "#6d7343", "#484d2a")),
        ("black", Cloth("#55565c", "#2f3035", "#17181b")), ("grey", plain),
        ("teal", Cloth("#3fa3a0", "#1d7d7b", "#0f5352")), ("mustard", Cloth("#f0c64f", "#d7a51f", "#976f0d")),
        ("natural", Cloth("#f6eed9", "#e6d9b8", "#a9986c")), ("red", Cloth("#e0604f", "#c23a2c", "#842118")),
    ]

    private static let shapes: [(kind: String, draw: @Sendable (Cloth) -> String)] = [
        ("Polo shirt", { tee($0) + polo($0) }), ("Oxford shirt", { shirt($0) + pocket($0) }),
        ("Linen shirt", { shirt($0) }),
        ("T-shirt", { tee($0) + neck($0) }), ("Kurta", kurta), ("Nehru jacket", jacket),
        ("Slim jeans", { trousers($0) + denim($0) }),
        ("Chinos", { trousers($0) }), ("Cargo trousers", { trousers($0) + cargo($0) }), ("Running shoes", runningShoe),
        ("Loafers", loafer), ("Leather belt", belt), ("Canvas tote", tote), ("Cap", cap), ("Silk sari", sari),
    ]

    private static func tee(_ cloth: Cloth) -> String {
        cloth.area("M72 42Q100 58 128 42L162 58 178 96 152 106 147 92V168Q100 174 53 168V92L48 106 22 96 38 58Z")
            + cloth.seam("M147 92Q143 78 146 66M53 92Q57 78 54 66")
            + cloth.seam("M26 91 50 100M174 91 150 100", dashed: true)
            + cloth.seam("M54 163Q100 169 146 163", dashed: true)
    }

    private static func neck(_ cloth: Cloth) -> String {
        cloth.shade("M76 44Q100 56 124 44Q100 50 76 44Z") + cloth.seam("M72 42Q100 66 128 42")
    }

    private static func polo(_ cloth: Cloth) -> String {
        cloth.shade("M82 42Q100 50 118 42L100 58Z") + cloth.area("M76 36 100 58 84 70 70 44Z")
            + cloth.area("M124 36 100 58 116 70 130 44Z") + cloth.seam("M96 60V94H106V60")
            + cloth.buttons([72, 86], at: 101)
    }

    private static func shirt(_ cloth: Cloth) -> String {
        cloth.area("M74 38H126L158 52 182 142 160 149 144 96V166Q122 174 100 168 78 174 56 166V96L40 149 18 142 42 52Z")
            + cloth.shade("M84 38H116L100 54Z") + cloth.area("M78 32 100 56 84 72 70 42Z")
            + cloth.area("M122 32 100 56 116 72 130 42Z")
            + cloth.seam("M96 60V169M106 58V168") + cloth.buttons([74, 94, 114, 134, 154], at: 101)
            + cloth.seam("M144 96Q140 78 144 62M56 96Q60 78 56 62") + cloth.seam("M22 135 43 142M178 135 157 142")
    }

    private static func pocket(_ cloth: Cloth) -> String { cloth.seam("M116 84H136V106L126 112 116 106Z") }

    private static func kurta(_ cloth: Cloth) -> String {
        cloth.area("M76 26H124L152 40 176 120 155 127 138 82 144 184H118V150V184H56L62 82 45 127 24 120 48 40Z")
            + cloth.area("M84 20H116L118 32Q100 40 82 32Z") + cloth.seam("M95 36V92H105V36")
            + cloth.buttons([48, 62, 76]) + cloth.seam("M58 176H116M120 176H142", dashed: true)
            + cloth.seam("M82 32Q100 42 118 32M28 113 49 120M172 113 151 120") + cloth.seam("M118 150V184")
    }

    private static func jacket(_ cloth: Cloth) -> String {
        cloth.area("M72 38 86 30H114L128 38Q134 70 146 84L148 168Q124 174 100 172 76 174 52 168L54 84Q66 70 72 38Z")
            + cloth.area("M84 22H116L120 36 100 46 80 36Z") + cloth.seam("M100 46V172")
            + cloth.buttons([58, 78, 98, 118, 138], at: 105) + cloth.seam("M66 130H88M114 130H136M112 78H130L129 72")
            + cloth.seam("M72 38Q66 70 54 84M128 38Q134 70 146 84")
    }

    private static func trousers(_ cloth: Cloth) -> String {
        cloth.area("M62 26H138L143 70 152 180H113L100 84 87 180H48L57 70Z") + cloth.shade("M61 26H139L140 36H60Z")
            + cloth.seam("M100 36V84M100 38Q112 50 101 64") + cloth.seam("M60 52Q74 52 76 37M140 52Q126 52 124 37")
            + cloth.seam("M49 173H88M112 173H151", dashed: true) + cloth.buttons([31])
    }

    private static func denim(_ cloth: Cloth) -> String {
        let thread = "#d9a441"
        return cloth.seam("M59 54Q75 54 78 38M141 54Q125 54 122 38", dashed: true, thread)
            + cloth.seam("M103 38Q114 52 103 67M64 80 56 172M136 80 144 172", dashed: true, thread)
            + cloth.seam("M49 175H87M113 175H151", dashed: true, thread)
    }

    private static func cargo(_ cloth: Cloth) -> String {
        cloth.area("M52 96H76V124H50Z") + cloth.shade("M51 96H77V104H50Z") + cloth.area("M148 96H124V124H150Z")
            + cloth.shade("M149 96H123V104H150Z")
    }

    private static func runningShoe(_ cloth: Cloth) -> String {
        cloth.area("M24 138Q22 104 36 84Q48 94 66 82L78 76Q96 106 132 114 172 120 178 142Z")
            + ##"<path d="M20 138H180Q184 156 170 158H34Q18 156 20 138Z" fill="#fff" stroke="\##(cloth.dark)" stroke-width="1.6"/>"##
            + cloth.seam("M22 148H180", dashed: true) + cloth.shade("M36 84Q48 94 66 82L70 92Q50 104 34 96Z")
            + cloth.seam("M84 86 72 98M92 94 80 107M102 101 90 114M112 107 101 119", "#fff")
            + ##"<path d="M62 136Q96 134 112 116M78 136Q108 134 126 120" fill="none" stroke="#e2583e" stroke-width="4"/>"##
            + cloth.seam("M146 118Q152 128 148 138")
    }

    private static func loafer(_ cloth: Cloth) -> String {
        cloth.shade("M22 146H178Q182 154 174 157H66V160H24Z")
            + cloth.area("M22 146Q18 110 34 96Q58 112 84 100 104 94 118 112 170 118 178 146Z")
            + cloth.shade("M34 96Q58 112 84 100Q92 98 98 100Q80 120 54 116 40 114 30 104Z")
            + cloth.area("M88 104Q100 98 112 108L106 132Q92 130 80 122Z") + cloth.shade("M90 112H104L102 119H88Z")
            + cloth.seam("M112 110Q150 114 160 144M28 140Q60 136 82 124", dashed: true)
    }

    private static func belt(_ cloth: Cloth) -> String {
        ##"<g fill="none"><circle cx="94" cy="106" r="50" stroke="\##(cloth.dark)" stroke-width="20"/>"##
            + ##"<circle cx="94" cy="106" r="50" stroke="url(#cloth)" stroke-width="17"/>"##
            + ##"<circle cx="94" cy="106" r="30" stroke="\##(cloth.dark)" stroke-width="17"/>"##
            + ##"<circle cx="94" cy="106" r="30" stroke="\##(cloth.colour)" stroke-width="14.5"/></g>"##
            + cloth.area("M90 148H166Q176 156 166 165H90Z") + cloth.seam("M94 152H164M94 161H164", dashed: true)
            + ##"<path d="M112 143h22v27h-22z" fill="none" stroke="#b08d3c" stroke-width="5"/>"##
            + ##"<path d="M134 156H108" stroke="#d8b75f" stroke-width="3"/>"##
            + ##"<g fill="\##(cloth.dark)"><circle cx="146" cy="156.5" r="1.7"/><circle cx="155" cy="156.5" r="1.7"/></g>"##
    }

    private static func tote(_ cloth: Cloth) -> String {
        ##"<path d="M72 88Q70 26 100 26T128 88" fill="none" stroke="\##(cloth.dark)" stroke-width="9"/>"##
            + ##"<path d="M72 88Q70 26 100 26T128 88" fill="none" stroke="\##(cloth.colour)" stroke-width="6.5"/>"##
            + cloth.area("M46 74H154L162 176H38Z") + cloth.seam("M47 82H153", dashed: true)
            + cloth.area("M66 112H134L137 158H63Z") + cloth.seam("M66 119H134", "#8a6f3a")
            + ##"<path d="M128 116h8v7h-8z" fill="#b08d3c"/>"## + cloth.seam("M66 74V92H78V74M122 74V92H134V74")
    }

    private static func cap(_ cloth: Cloth) -> String {
        cloth.shade("M138 118Q186 116 190 138 158 132 120 138Z")
            + cloth.area("M38 130Q36 66 92 62 148 62 150 128Q96 142 38 130Z")
            + cloth.area("M120 136Q128 116 150 118 186 120 190 138 156 130 120 136Z")
            + cloth.seam("M92 62Q66 88 64 134M92 62Q118 90 118 135")
            + cloth.seam("M40 122Q96 134 150 120", dashed: true)
            + ##"<ellipse cx="92" cy="61" rx="6" ry="3" fill="\##(cloth.dark)"/>"## + cloth.buttons([96], at: 56)
    }

    private static func sari(_ cloth: Cloth) -> String {
        let gold = "#e0b64c"
        let dots = (0..<24).map {
            ##"<circle cx="\##(56 + $0 % 8 * 13)" cy="\##(62 + $0 / 8 * 20)" r="2.2" fill="\##(gold)"/>"##
        }
        return cloth.shade("M34 66Q32 58 44 58H168Q172 62 168 170H44Q34 170 34 160Z")
            + cloth.area("M40 42H160Q164 44 164 52V122H36V50Q36 44 40 42Z")
            + ##"<path d="M36 110H164V122H36Z" fill="\##(gold)"/><path d="M36 104H164" stroke="\##(gold)" stroke-width="2"/>"##
            + dots.joined() + cloth.area("M36 124H164V164Q164 170 158 170H42Q36 170 36 164Z")
            + ##"<path d="M36 138H164M36 158H164" stroke="\##(gold)" stroke-width="3"/>"##
            + (0..<9).map { ##"<path d="M\##(44 + $0 * 14) 154l7-12 7 12z" fill="\##(gold)"/>"## }.joined()
            + cloth.seam("M36 124H164")
    }
}

extension Demo {
    /// Gives every product that can be drawn its picture.
    func drawPictures(in folder: ImageFolder) throws {
        let products = try database.read { store in
            try store.websites().flatMap { try store.products(of: $0.id, .all, search: "", limit: 100) }
        }
        let size = PixelSize(width: DemoPicture.side, height: DemoPicture.side)
        let drawn = try products.compactMap { product in
            try DemoPicture(of: product.name).map { (id: product.id, file: try folder.keep(drawing: $0.svg)) }
        }
        try database.write { store in
            for product in drawn { try store.addImage(product.file, small: nil, size, toProduct: product.id) }
        }
    }
}
