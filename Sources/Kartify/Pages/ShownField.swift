import Crypto
import Domain
import Storage
import Web

/// A field of a staff form as it is in the store now.
///
/// Beside each of its fields a form carries, hidden, what it showed there. What the person left alone stays as it is now, so that
/// an older form undoes nobody's change. What somebody else has changed since is replaced only when the person presses again.
struct ShownField: Equatable, Sendable {
    let name: String
    /// Its name in a sentence.
    let label: String
    /// What the form shows; of a secret, what distinguishes it from another one.
    let now: String
    /// The same as people read it; nil where it is not shown.
    var words: String?
    /// How lines of the audit trail about it begin.
    var auditName: String
    /// Its input is always empty, and changes something only when it is filled in.
    var isSecret = false
    /// The box that removes it.
    var removal: String?
    /// Who has changed it, where the audit trail cannot tell.
    var editor: String?

    init(_ name: String, _ label: String, _ now: String, words: String? = nil, auditName: String? = nil) {
        self.name = name
        self.label = label
        self.now = now
        self.words = words
        self.auditName = auditName ?? "\(label): "
    }

    /// A secret, of which the form shows only what distinguishes it from another one.
    static func secret(_ name: String, _ label: String, _ kept: [UInt8]?, _ key: SecretKey) -> ShownField {
        let hash = kept.map { key.hash($0, purpose: "shown secret").prefix(8).map { String($0, radix: 16) } }
        var field = ShownField(name, "the \(label)", hash?.joined(separator: "-") ?? "", auditName: label)
        field.isSecret = true
        return field
    }

    static func hiddenName(_ name: String) -> String { "shown-\(name)" }
}

extension [ShownField] {
    /// What differs from the fields before, for the audit trail; of a secret only that it was replaced.
    func changes(from old: [ShownField]) -> String {
        let lines = zip(old, self).filter { $0.now != $1.now }.map { old, new in
            new.isSecret ? "\(new.auditName) replaced" : "\(new.auditName)\(old.words ?? "") → \(new.words ?? "")"
        }
        return lines.isEmpty ? "nothing changed" : lines.joined(separator: "; ")
    }
}

extension ShownField {
    /// Whether a form showed something else than there is now. One that does not say what it showed is taken to be new.
    func isOutdated(in form: Fields) -> Bool {
        let hidden = Self.hiddenName(name)
        return form.has(hidden) && !same(form[hidden], now)
    }

    func isTouched(in form: Fields) -> Bool {
        if isSecret { return !form[name].isEmpty || removal.map(form.has) == true }
        let hidden = Self.hiddenName(name)
        return form.has(name) && !same(form[name], form.has(hidden) ? form[hidden] : now)
    }

    fileprivate func isClash(in form: Fields) -> Bool {
        isOutdated(in: form) && isTouched(in: form) && (isSecret || !same(form[name], now))
    }

    fileprivate func change(by editor: String, calling name: String) -> String {
        "\(editor) has changed \(name)" + (words.map { " to \($0.isEmpty ? "nothing" : $0)" } ?? "")
    }
}

/// Browsers write line breaks in their own way, and people leave spaces behind. SKUs are compared byte for byte, so all are.
private func same(_ a: String, _ b: String) -> Bool {
    a.replacing("\r\n", with: "\n").trimmed.utf8.elementsEqual(b.replacing("\r\n", with: "\n").trimmed.utf8)
}

extension Fields {
    /// The form with what the person has changed, and everything else as it is now.
    func typed(over fields: [ShownField]) -> Fields {
        let kept = Dictionary(
            uniqueKeysWithValues: fields.filter { !$0.isSecret && has($0.name) && !$0.isTouched(in: self) }
                .map { ($0.name, $0.now) })
        return Fields(all.map { (name: $0.name, value: kept[$0.name] ?? $0.value) })
    }
}

extension Reader where Self: ~Copyable {
    /// The form with what the person has changed, and everything else as it is now.
    ///
    /// - Parameter thing: what the form changes, as the audit trail has it.
    /// - Throws: `FormErrors` where somebody else has changed the same since the form was opened.
    func typed(_ form: Fields, over fields: [ShownField], of thing: String) throws -> Fields {
        try refuse(
            fields.filter { $0.isClash(in: form) }, of: thing,
            "Nothing was saved, and what you typed is still here. Save again to replace it.")
        return form.typed(over: fields)
    }

    /// For a form that acts on what it showed without a field for it.
    ///
    /// - Throws: `FormErrors` when somebody has changed it since.
    func requireShown(_ fields: [ShownField], in form: Fields, of thing: String, _ advice: String) throws {
        try refuse(fields.filter { $0.isOutdated(in: form) }, of: thing, advice)
    }

    private func refuse(_ fields: [ShownField], of thing: String, _ advice: String) throws {
        guard !fields.isEmpty else { return }
        var errors = FormErrors()
        let changes = try fields.map { field in
            let editor = try field.editor ?? lastEditor(of: thing, naming: field.auditName)
            errors.add(
                field.name,
                "\(field.change(by: editor ?? "Somebody", calling: "it")) since you opened this page. Save again to replace it with yours."
            )
            return field.change(by: editor ?? "somebody", calling: field.label)
        }
        errors.headline = "Since you opened this page, \(changes.joined(separator: ", and ")). \(advice)"
        throw errors
    }
}
