import LinearAlgebra

@testable import PathAnalysis

/// Data made by integer arithmetic that R repeats exactly (the script in LavaanMoments.swift): nine latent responses that share a
/// factor, an almost normal covariate and a uniform one.
struct SimulatedSurvey {
  /// One array a case: nine responses, then the two covariates.
  private(set) var cases: [[Int]] = []
  private var state = 20_240_607

  init(caseCount: Int) {
    for _ in 0..<caseCount {
      let factor = four()
      let covariate = four()
      let uniform = draw()
      let responses = (1...9).map { i in
        2 * (2 + i % 3) * factor + (i % 4) * covariate + 2 * (i % 2) * uniform + 6 * four()
      }
      cases.append(responses + [covariate, uniform])
    }
  }

  /// Park and Miller's generator, three digits of it.
  private mutating func draw() -> Int {
    state = 16807 * state % 2_147_483_647
    return state % 1000
  }

  private mutating func four() -> Int { draw() + draw() + draw() + draw() }

  /// About the mean of response i = 1...9.
  static func centre(_ i: Int) -> Int { 2 * (2 + i % 3) * 1998 + (i % 4) * 1998 + 2 * (i % 2) * 500 + 6 * 1998 }

  /// Response i cut at points given as distances from its centre.
  func ordinal(_ i: Int, _ points: [Int]) -> [Double] {
    cases.map { row in Double(points.count { row[i - 1] >= Self.centre(i) + $0 }) }
  }

  func continuous(_ column: Int, minus origin: Int = 0, over divisor: Double) -> [Double] {
    cases.map { Double($0[column] - origin) / divisor }
  }
}

extension SimulatedSurvey {
  private static func matrix(_ columns: [[Double]]) -> Matrix {
    Matrix(rowCount: columns.first?.count ?? 0, columnCount: columns.count, columnMajor: columns.flatMap { $0 })
  }

  /// 1000 cases, nine items of five categories.
  static var items: OrdinalInput {
    let survey = SimulatedSurvey(caseCount: 1000)
    let columns = (1...9).map { survey.ordinal($0, [-6000, -2000 - 200 * $0, 1000, 5000 + 100 * $0]) }
    return OrdinalInput(
      names: (1...9).map { "u\($0)" }, isOrdinal: [Bool](repeating: true, count: 9), rows: matrix(columns))
  }

  /// 400 cases: three categories, continuous, two categories, continuous, four categories.
  static func mixed(covariates: Int) -> OrdinalInput {
    let survey = SimulatedSurvey(caseCount: 400)
    let columns = [
      survey.ordinal(1, [-3000, 2000]), survey.continuous(1, over: 2000), survey.ordinal(3, [1600]),
      survey.continuous(3, minus: centre(4), over: 10000), survey.ordinal(5, [-5000, 0, 5000]),
    ]
    return survey.input(
      names: ["u1", "c1", "u2", "c2", "u3"], isOrdinal: [true, false, true, false, true], columns, covariates: covariates)
  }

  /// 400 cases of four items of two categories, in proportions that depend on the cuts of the first and the last.
  static func binary(firstCut: Int, lastCut: Int, covariates: Int) -> OrdinalInput {
    let survey = SimulatedSurvey(caseCount: 400)
    let columns = [(1, firstCut), (3, 1000), (5, 4000), (7, lastCut)].map { survey.ordinal($0.0, [$0.1]) }
    return survey.input(
      names: ["u1", "u2", "u3", "u4"], isOrdinal: [Bool](repeating: true, count: 4), columns, covariates: covariates)
  }

  private func input(names: [String], isOrdinal: [Bool], _ columns: [[Double]], covariates: Int) -> OrdinalInput {
    let available = [continuous(9, over: 100), cases.map { $0[10] < 400 ? 1 : 0 }]
    return OrdinalInput(
      names: names, isOrdinal: isOrdinal, rows: Self.matrix(columns),
      exogenous: covariates == 0 ? nil : Self.matrix(Array(available.prefix(covariates))),
      exogenousNames: Array(["x1", "x2"].prefix(covariates)))
  }
}
