/// A half-open range of UTF-8 offsets in a model's source text.
public struct SourceRange: Sendable, Hashable {
  public var start: Int
  public var end: Int

  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}

/// What is wrong, or worth knowing, at one place of a user's text.
///
/// The `id` is stable and free of payload (`unknown-variable`), so that scripts may rely on it.
public struct Diagnostic: Sendable, Equatable {
  public enum Severity: String, Sendable { case error, warning, note }

  public var severity: Severity
  public var id: String
  public var message: String
  /// Where in the model's source text; `nil` when the finding is about the data or the whole model.
  public var range: SourceRange?
  /// What to do about it.
  public var advice: String?

  public init(_ severity: Severity, _ id: String, _ message: String, at range: SourceRange? = nil, advice: String? = nil) {
    self.severity = severity
    self.id = id
    self.message = message
    self.range = range
    self.advice = advice
  }
}
