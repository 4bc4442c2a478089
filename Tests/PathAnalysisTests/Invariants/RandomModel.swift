import ModelSyntax
import Probability
import Testing

@testable import PathAnalysis

/// An identified model drawn at random: the same seed gives the same model.
///
/// Paths have no bows (no residual covariance beside a direct path), latent variables three or more indicators, and a loop an instrument
/// for each of its variables, so that almost every parameter value is identified.
struct RandomModel: Sendable, CustomTestStringConvertible {
  enum Kind: CaseIterable, Sendable {
    case path, saturatedPath, loop, factors, causesOfFactors, latentRegression, oneFactor
  }

  /// `left relation term + term + ...`
  struct Line: Sendable {
    var left: String
    var relation: String
    var terms: [String]
    /// The first loading sets the scale of a latent variable.
    var keepsFirst = false

    var text: String { "\(left) \(relation) \(terms.joined(separator: " + "))" }
  }

  let seed: UInt64
  let kind: Kind
  var lines: [Line] = []
  var options = ModelOptions()
  var estimation = EstimationOptions()
  var groupCount = 1
  /// Variables that must share a unit because a label makes their parameters equal; a latent variable with a marker shares its unit.
  var unitOf: [String: String] = [:]

  var text: String { lines.map(\.text).joined(separator: "\n") }

  var testDescription: String {
    var words = ["seed \(seed)", "\(kind)", "\(groupCount) group(s)", "\(estimation.likelihood)"]
    if !options.groupEqual.isEmpty { words.append("equal: " + options.groupEqual.map(\.rawValue).joined(separator: ", ")) }
    if options.standardizeLatent { words.append("standardised latent variables") }
    if options.fixedX == false { words.append("random x") }
    if options.meanStructure == true { words.append("means") }
    return words.joined(separator: ", ") + "\n" + text
  }

  /// Whether reordering the groups changes what the parameters mean: the first group is the one whose latent moments are fixed.
  var hasReferenceGroup: Bool { groupCount > 1 && !options.groupEqual.isEmpty }

  func specified(_ lines: [Line]? = nil) throws -> PathModel {
    let text = (lines ?? self.lines).map(\.text).joined(separator: "\n")
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "random.model", text: text)))
    return try #require(PathModel.specify(parsed.tree, options: options, groupCount: groupCount).model, "\(testDescription)")
  }

  /// The same model with its statements, and the terms of each, in another order.
  func shuffledLines() -> [Line] {
    var random = CounterRandom(seed: seed, stream: 3)
    var result = lines
    for index in result.indices {
      let first = result[index].keepsFirst ? 1 : 0
      result[index].terms[first...].shuffle(using: &random)
    }
    return result.shuffled(using: &random)
  }
}
