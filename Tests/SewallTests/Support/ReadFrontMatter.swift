import ModelSyntax

@testable import sewall

/// The front matter of a model file, and what was said while reading it.
struct ReadFrontMatter {
  let source: SourceText
  let frontMatter: FrontMatter
  let diagnostics: [Diagnostic]

  init(_ yaml: String, file: String = "m.model") {
    source = SourceText(name: file, text: "---\n\(yaml)\n---\nx -> y\n")
    (frontMatter, diagnostics) = FrontMatterReader.read(ModelDocument(source))
  }
}
