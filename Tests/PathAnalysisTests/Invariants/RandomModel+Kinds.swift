import Probability

@testable import PathAnalysis

extension RandomModel {
  init(seed: UInt64) {
    var random = CounterRandom(seed: seed, stream: 0)
    self.seed = seed
    kind = Kind.allCases[Int(seed % UInt64(Kind.allCases.count))]
    switch kind {
    case .path: addPaths(&random)
    case .saturatedPath: addAllPaths(&random)
    case .loop: addLoop(&random)
    case .factors: addFactors(&random)
    case .causesOfFactors: addCausesOfFactors(&random)
    case .latentRegression: addLatentRegression(&random)
    case .oneFactor: addFactor("f", 3, &random)
    }
    choose(&random)
  }

  /// Groups, means and conventions.
  private mutating func choose(_ random: inout CounterRandom) {
    groupCount = random.happens(0.5) ? 1 : Int.random(in: 2...3, using: &random)
    if random.happens(0.3) { options.meanStructure = true }
    if random.happens(0.3) { options.fixedX = false }
    if random.happens(0.3) { options.standardizeLatent = true }
    if random.happens(0.2) { estimation.likelihood = .wishart }
    guard groupCount > 1 else { return }
    // Equal intercepts compare groups only where loadings and slopes are equal too: otherwise the first group would be special.
    let choices: [[ModelOptions.EqualParameters]] = [
      [], [.loadings], [.regressions], [.loadings, .regressions], [.loadings, .regressions, .intercepts],
      [.loadings, .regressions, .intercepts, .residuals],
    ]
    options.groupEqual = choices.randomElement(using: &random) ?? []
  }

  // MARK: Observed variables

  /// Recursive equations; outcomes that are not joined by a path may have covarying residuals.
  private mutating func addPaths(_ random: inout CounterRandom) {
    let causes = (1...Int.random(in: 1...3, using: &random)).map { "x\($0)" }
    let outcomes = (1...Int.random(in: 2...4, using: &random)).map { "y\($0)" }
    for (index, outcome) in outcomes.enumerated() {
      let candidates = causes + outcomes[..<index]
      let parents = candidates.filter { _ in random.happens(0.6) }
      addEquation(outcome, parents.isEmpty ? [causes[0]] : parents, &random)
      for other in outcomes[..<index] where !parents.contains(other) && random.happens(0.3) {
        lines.append(Line(left: outcome, relation: "~~", terms: [other]))
      }
    }
  }

  /// As many parameters as moments: all paths, or all covariances.
  private mutating func addAllPaths(_ random: inout CounterRandom) {
    let variables = (1...Int.random(in: 3...4, using: &random)).map { "v\($0)" }
    if random.happens(0.5) {
      for index in 1..<variables.count {
        lines.append(Line(left: variables[index], relation: "~", terms: Array(variables[..<index])))
      }
    } else {
      for index in 1..<variables.count {
        lines.append(Line(left: variables[index], relation: "~~", terms: Array(variables[..<index])))
      }
    }
  }

  /// Two variables that cause each other, each with a cause of its own.
  private mutating func addLoop(_ random: inout CounterRandom) {
    lines = [Line(left: "a", relation: "~", terms: ["x1", "b"]), Line(left: "b", relation: "~", terms: ["x2", "a"])]
    if random.happens(0.5) { lines.append(Line(left: "y", relation: "~", terms: ["a", "x1"])) }
  }

  /// `outcome ~ parents`, sometimes with two slopes equal.
  private mutating func addEquation(_ outcome: String, _ parents: [String], _ random: inout CounterRandom) {
    var terms = parents
    if parents.count > 1, random.happens(0.25) {
      let label = "b\(lines.count)"
      terms[0] = "\(label)*\(parents[0])"
      terms[1] = "\(label)*\(parents[1])"
      shareUnit(parents[1], with: parents[0])
    }
    lines.append(Line(left: outcome, relation: "~", terms: terms))
  }

  /// The unit of one variable, and of those that share it, becomes that of another.
  private mutating func shareUnit(_ variable: String, with other: String) {
    let (old, new) = (unit(variable), unit(other))
    for name in Array(unitOf.keys) where unitOf[name] == old { unitOf[name] = new }
    unitOf[variable] = new
    unitOf[other] = new
    unitOf[old] = new
  }

  /// The name of the unit in which a variable is measured.
  func unit(_ variable: String) -> String { unitOf[variable] ?? variable }

  // MARK: Latent variables

  private mutating func addFactor(_ name: String, _ count: Int, _ random: inout CounterRandom) {
    let indicators = (1...count).map { "\(name)\($0)" }
    var terms = indicators
    if count > 3, random.happens(0.3) {
      terms[2] = "l\(name)*\(indicators[2])"
      terms[3] = "l\(name)*\(indicators[3])"
      shareUnit(indicators[3], with: indicators[2])
    }
    lines.append(Line(left: name, relation: "=~", terms: terms, keepsFirst: true))
  }

  private mutating func addFactors(_ random: inout CounterRandom) {
    let names = ["f", "g", "h"].prefix(Int.random(in: 1...3, using: &random))
    for name in names { addFactor(name, Int.random(in: names.count == 1 ? 4...5 : 3...4, using: &random), &random) }
    guard names.count > 1 else { return }
    if random.happens(0.4) { lines.append(Line(left: "f2", relation: "~~", terms: ["g2"])) }
    if random.happens(0.3) { lines[0].terms.append("g3") }
  }

  private mutating func addCausesOfFactors(_ random: inout CounterRandom) {
    let causes = (1...Int.random(in: 1...3, using: &random)).map { "x\($0)" }
    addFactor("f", Int.random(in: 3...4, using: &random), &random)
    addEquation("f", causes, &random)
    if random.happens(0.5) {
      addFactor("g", 3, &random)
      addEquation("g", [causes[0]], &random)
    }
    if random.happens(0.4) { lines.append(Line(left: "f2", relation: "~", terms: [causes[0]])) }
  }

  private mutating func addLatentRegression(_ random: inout CounterRandom) {
    addFactor("f", Int.random(in: 3...4, using: &random), &random)
    addFactor("g", 3, &random)
    lines.append(Line(left: "g", relation: "~", terms: random.happens(0.5) ? ["f", "x1"] : ["f"]))
    if random.happens(0.5) {
      addFactor("h", 3, &random)
      lines.append(Line(left: "h", relation: "~", terms: random.happens(0.5) ? ["g", "f"] : ["g"]))
    }
    if random.happens(0.5) { lines.append(Line(left: "y", relation: "~", terms: ["g"])) }
    if random.happens(0.3) { lines.append(Line(left: "f1", relation: "~~", terms: ["g1"])) }
  }
}

extension CounterRandom {
  mutating func happens(_ probability: Double) -> Bool { uniform() < probability }
}
