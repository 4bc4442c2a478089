import ArgumentParser
import ModelSyntax
import PathAnalysis

/// Tests of what the model holds fixed or equal, and of restrictions it does not make.
struct RestrictionOptions: ParsableArguments {
  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Add modification indices with expected changes.")
  var modindices: Bool?

  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Among these, arrows that make an exogenous variable an outcome or close a loop.")
  var all: Bool?

  @Flag(
    name: .customLong("score-test"), inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Add a score test of every equality constraint.")
  var scoreTest: Bool?

  @Option(help: ArgumentHelp("Add a score test of relations left out: \"y ~ x + w\". Repeatable.", valueName: "relations"))
  var scoreAdd: [String] = []

  @Option(help: ArgumentHelp("Add a Wald test of restrictions: \"b1 == 0; b2 == c2\". Repeatable.", valueName: "restrictions"))
  var wald: [String] = []

  /// The library's request.
  ///
  /// Throws a failure with status 64 or 65 for text that cannot be read or names what the model does not have.
  func request(for model: PathModel, _ input: ModelInput) throws(Failure) -> DiagnosticsRequest {
    var request = DiagnosticsRequest()
    if modindices ?? all ?? false { request.modificationIndices = all == true ? .all : .keepingDirection }
    request.testsEqualities = scoreTest ?? false
    for text in scoreAdd {
      do { request.additions.append(try AddedParameters(text, in: model)) } catch {
        throw input.failure(option: "score-add", error.id, error.message, advice: error.advice)
      }
    }
    for text in wald {
      do { request.waldHypotheses.append(try WaldHypothesis(text, in: model.table)) } catch {
        throw input.failure(option: "wald", error.id, error.message, advice: error.advice)
      }
    }
    return request
  }
}
