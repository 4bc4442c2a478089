/// Which tests of the fitted model's restrictions a run reports.
public struct DiagnosticsRequest: Sendable {
  /// Which modification indices.
  public enum ModificationIndices: Sendable {
    case none
    /// Without arrows that turn the model round: Amos's choice.
    case keepingDirection
    case all
  }

  public var modificationIndices = ModificationIndices.none
  /// Score tests of the model's equalities.
  public var testsEqualities = false
  /// Score tests of relations that the model leaves out.
  public var additions: [AddedParameters] = []
  public var waldHypotheses: [WaldHypothesis] = []

  public init() {}
}

/// What the tests of a fitted model's restrictions found.
public struct DiagnosticsResults: Sendable {
  /// `nil` when they were not asked for.
  public var modificationIndices: [ModificationIndexResult]?
  /// Whether arrows that turn the model round are among them.
  public var listsAllModifications = false
  public var scoreTests: [ParameterTestResult] = []
  public var totalScoreTest: ParameterTestResult?
  public var additionTests: [ParameterTestResult] = []
  public var waldTests: [ParameterTestResult] = []

  public init() {}
}

extension Fit {
  /// Does what was asked for.
  public func diagnostics(_ request: DiagnosticsRequest) -> DiagnosticsResults {
    var results = DiagnosticsResults()
    if request.modificationIndices != .none {
      results.listsAllModifications = request.modificationIndices == .all
      results.modificationIndices = modificationIndices(all: results.listsAllModifications)
    }
    if request.testsEqualities {
      let tests = scoreTests
      results.scoreTests = tests.single
      results.totalScoreTest = tests.total
    }
    results.additionTests = request.additions.compactMap { scoreTest(of: $0) }
    results.waldTests = request.waldHypotheses.compactMap { waldTest($0) }
    return results
  }

  /// Why tests that were asked for are not among the results.
  func diagnosticsMessages(_ request: DiagnosticsRequest, _ results: DiagnosticsResults) -> [Message] {
    let asksForScores = request.modificationIndices != .none || request.testsEqualities || !request.additions.isEmpty
    let asks = asksForScores || !request.waldHypotheses.isEmpty
    guard asks else { return [] }
    guard identification.isIdentified else {
      return [Message(.note, "no-tests", "Without identification there are no modification indices, score tests or Wald tests.")]
    }
    if request.testsEqualities && results.totalScoreTest == nil {
      return [
        Message(.note, "no-equalities", "The model holds no parameters equal whose release the data could judge: no score test.")
      ]
    }
    return []
  }
}
