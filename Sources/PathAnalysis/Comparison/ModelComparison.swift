import Glibc
import LinearAlgebra

/// Models fitted to the same data, compared pair by pair in the order of their degrees of freedom.
///
/// ```swift
/// let comparison = ModelComparison([("free", free), ("equal slopes", equal)])
/// for row in comparison.results.models { print(row.name, row.difference?.pValue ?? .nan) }
/// ```
public struct ModelComparison: Sendable {
  struct Entry: Sendable {
    var name: String
    var fit: Fit
    var measures: [String: Double]
  }

  private let entries: [Entry]
  private let method: DifferenceMethod?

  /// - Parameter method: `nil`: the standard test, or with robust estimators the customary scaled one.
  public init(_ models: [(name: String, fit: Fit)], method: DifferenceMethod? = nil) {
    let entries = models.map { model in
      var measures: [String: Double] = [:]
      for measure in model.fit.measures { measures[measure.name] = measure.value }
      return Entry(name: model.name, fit: model.fit, measures: measures)
    }
    // Equal degrees of freedom stay in the order given.
    self.entries = entries.enumerated().sorted {
      ($0.element.fit.degreesOfFreedom, $0.offset) < ($1.element.fit.degreesOfFreedom, $1.offset)
    }.map(\.element)
    self.method = method
  }

  public var results: ComparisonResults {
    let samples = SampleComparison(entries.map(\.fit))
    var rows = entries.map(row)
    var messages = entries.flatMap { modelMessages($0) } + samples.messages(entries.map(\.name))
    if samples.areComparableLikelihoods { addWeights(&rows) }
    for index in rows.indices.dropFirst() where samples.haveSameMoments {
      let (restricted, general) = (entries[index], entries[index - 1])
      rows[index].cfiChange = difference(rows[index].cfi, rows[index - 1].cfi)
      rows[index].rmseaChange = difference(rows[index].rmsea, rows[index - 1].rmsea)
      rows[index].nesting = NestingTest.nesting(of: restricted.fit, in: general.fit)
      let pair = ComparedPair(restricted: restricted, general: general, method: method)
      rows[index].difference = pair.result
      messages += pair.messages(rows[index])
    }
    return ComparisonResults(
      models: rows, sampleSize: entries.first?.fit.sampleSize ?? 0,
      groups: entries.first?.fit.groups.map { GroupResult(label: $0.sample.label, sampleSize: $0.sample.sampleSize) } ?? [],
      messages: messages)
  }

  private func difference(_ a: Double?, _ b: Double?) -> Double? {
    guard let a, let b else { return nil }
    return a - b
  }

  private func row(_ entry: Entry) -> ComparedModelResult {
    let m = entry.measures
    return ComparedModelResult(
      name: entry.name, converged: entry.fit.converged, freeCount: entry.fit.freeCount,
      degreesOfFreedom: entry.fit.degreesOfFreedom, chiSquare: entry.fit.chiSquare, pValue: m["pvalue"],
      scaledChiSquare: m["chisq.scaled"], scaledPValue: m["pvalue.scaled"], scalingFactor: m["chisq.scaling.factor"],
      cfi: m["cfi.robust"] ?? m["cfi"], rmsea: m["rmsea.robust"] ?? m["rmsea"], srmr: m["srmr"], aic: m["aic"], bic: m["bic"])
  }

  private func addWeights(_ rows: inout [ComparedModelResult]) {
    let aic = Self.weights(rows.map(\.aic))
    let bic = Self.weights(rows.map(\.bic))
    for index in rows.indices {
      rows[index].aicWeight = aic?[index]
      rows[index].bicWeight = bic?[index]
    }
  }

  /// `exp(-(IC - min)/2)` over their sum.
  static func weights(_ criteria: [Double?]) -> [Double]? {
    let known = criteria.compactMap { $0 }
    guard known.count == criteria.count, let least = known.min() else { return nil }
    let terms = known.map { exp(-($0 - least) / 2) }
    let sum = terms.reduce(0, +)
    return terms.map { $0 / sum }
  }

  private func modelMessages(_ entry: Entry) -> [Message] {
    entry.fit.messages.filter { $0.severity == .error }.map { Message(.error, $0.id, "\(entry.name): \($0.text)") }
  }
}

/// A restricted model and the less restricted one before it.
struct ComparedPair {
  let restricted: ModelComparison.Entry
  let general: ModelComparison.Entry
  let method: DifferenceMethod?

  private var degreesOfFreedom: Int { restricted.fit.degreesOfFreedom - general.fit.degreesOfFreedom }

  private var test: DifferenceTest {
    func statistic(_ entry: ModelComparison.Entry) -> DifferenceTest.Statistic {
      DifferenceTest.Statistic(
        chiSquare: entry.fit.chiSquare, degreesOfFreedom: entry.fit.degreesOfFreedom,
        scalingFactor: entry.measures["chisq.scaling.factor"])
    }
    return DifferenceTest(
      restricted: statistic(restricted), general: statistic(general), sampleWeight: restricted.fit.sampleWeight,
      groupCount: restricted.fit.groups.count)
  }

  /// `nil` with equal degrees of freedom.
  var result: DifferenceResult? {
    guard degreesOfFreedom > 0, restricted.fit.converged, general.fit.converged else { return nil }
    let test = test
    let method = method ?? .satorraBentler2001
    guard let c0 = test.restricted.scalingFactor, let c1 = test.general.scalingFactor ?? saturatedFactor, method != .standard
    else { return test.result(.standard, against: general.name, scalingFactor: nil) }
    return test.result(method, against: general.name, scalingFactor: test.scalingFactor(restricted: c0, general: c1))
  }

  /// A saturated model has no factor, and needs none.
  private var saturatedFactor: Double? { general.fit.degreesOfFreedom == 0 ? 1 : nil }

  func messages(_ row: ComparedModelResult) -> [Message] {
    let names = "\(restricted.name) and \(general.name)"
    var messages: [Message] = []
    if degreesOfFreedom == 0 {
      messages.append(
        Message(
          .warning, "equal-degrees-of-freedom",
          "\(names) have the same degrees of freedom: there is no chi-square difference to test"
            + (row.nesting == .equivalent ? ", and each reproduces the other's moments: no data can tell them apart." : ".")))
    } else if let difference = row.difference, difference.pValue == nil {
      messages.append(difference.chiSquare == nil ? negativeScaling : negativeDifference)
    }
    if row.nesting == .notNested {
      messages.append(
        Message(
          .warning, "not-nested",
          "\(restricted.name) is not nested in \(general.name), which cannot reproduce the moments it implies: the chi-square difference has "
            + "no reference distribution; compare AIC and BIC."))
    }
    return messages
  }

  private var negativeDifference: Message {
    Message(
      .warning, "negative-difference",
      "\(restricted.name) fits better than \(general.name), which has more free parameters: the models are not nested, or the estimation "
        + "of \(general.name) stopped at a local optimum (give start values with start()).")
  }

  private var negativeScaling: Message {
    Message(
      .warning, "negative-scaling",
      "The scaling factor of the difference between \(restricted.name) and \(general.name) is not positive, so that the test of Satorra and "
        + "Bentler (2001) does not exist; --difference-test satorra.bentler.2010 does.")
  }
}
