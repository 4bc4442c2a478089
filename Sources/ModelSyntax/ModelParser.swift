/// Reads the body of a model file.
public enum ModelParser {
  /// The statements of a model, and everything that is wrong with its text.
  ///
  /// Never fails: a statement that cannot be read is left out of the tree and reported, and reading goes on with the next one. The tree
  /// stands for the whole model where no diagnostic is an error. Ranges are offsets in the whole file. Line length, nesting and counts
  /// are bounded.
  ///
  /// ```swift
  /// let source = SourceText(name: "fssb.model", text: "fssb -> a*conflict -> b*performance\nab := a*b")
  /// let (tree, diagnostics) = ModelParser.parse(ModelDocument(source))
  /// ```
  public static func parse(_ document: ModelDocument) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
    var reading = ModelReading(document.source)
    reading.read(document)
    return (SyntaxTree(statements: reading.statements, source: document.source), reading.sortedDiagnostics)
  }
}
