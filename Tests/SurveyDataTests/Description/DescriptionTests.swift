import LinearAlgebra
import Testing

@testable import SurveyData

/// Table 1 against R's psych and e1071 (make-r-values.R).
@Suite struct DescriptionTests {
  private static func table(_ name: String) throws -> DataTable {
    if name == "bfi" { return DataTable(columns: Array(try BigFive.table().columns.prefix(5))) }
    return try DelimitedReader.read(try ProjectDataTests().bytes("tal_or.csv"), options: TextOptions())
  }

  private static func lines(_ data: String, _ kind: String) -> [[String]] {
    descriptionValues.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      .filter { $0[0] == data && $0[1] == kind }.map { Array($0.dropFirst(2)) }
  }

  private static func description(_ data: String, _ shape: ShapeDefinition) throws -> SampleDescription {
    let table = try table(data)
    return SampleDescription(
      variables: table.names, columns: try table.names.map { try table.numbers(of: $0) }, shape: shape)
  }

  private func expect(_ value: Double?, _ expected: String, _ comment: Comment) throws {
    let (value, expected) = (try #require(value, comment), try #require(Double(expected)))
    #expect(abs(value - expected) <= 1e-10 * max(1, abs(expected)), comment)
  }

  @Test(arguments: ["talOr", "bfi"]) func basicStatisticsAreThoseOfPsych(data: String) throws {
    let description = try Self.description(data, .spss)
    let lines = Self.lines(data, "basic")
    #expect(lines.count == description.variables.count)
    for (line, statistics) in zip(lines, description.statistics) {
      try expect(Double(statistics.count), line[1], "\(line[0]) n")
      try expect(statistics.mean, line[2], "\(line[0]) mean")
      try expect(statistics.standardDeviation, line[3], "\(line[0]) sd")
      try expect(statistics.median, line[4], "\(line[0]) median")
      try expect(statistics.minimum, line[5], "\(line[0]) min")
      try expect(statistics.maximum, line[6], "\(line[0]) max")
      #expect(statistics.count + statistics.missingCount == description.sampleSize)
    }
  }

  @Test(arguments: ["talOr", "bfi"], [(ShapeDefinition.moments, "1"), (.spss, "2"), (.psych, "3")])
  func skewnessAndKurtosisAreTheTypesOfE1071(data: String, definition: (shape: ShapeDefinition, type: String)) throws {
    let description = try Self.description(data, definition.shape)
    let lines = Self.lines(data, "shape").filter { $0[1] == definition.type }
    for (line, statistics) in zip(lines, description.statistics) {
      try expect(statistics.skewness, line[2], "\(line[0]) skewness")
      try expect(statistics.kurtosis, line[3], "\(line[0]) kurtosis")
    }
    if definition.shape == .psych {
      for (line, statistics) in zip(Self.lines(data, "psych"), description.statistics) {
        try expect(statistics.skewness, line[1], "\(line[0]) skewness")
        try expect(statistics.kurtosis, line[2], "\(line[0]) kurtosis")
      }
    }
  }

  @Test(arguments: ["talOr", "bfi"]) func correlationsAreThoseOfR(data: String) throws {
    let description = try Self.description(data, .spss)
    for line in Self.lines(data, "cor") {
      let a = try #require(description.variables.firstIndex(of: line[0]))
      let b = try #require(description.variables.firstIndex(of: line[1]))
      let correlation = try #require(description.correlations[a, b])
      #expect(description.correlations[b, a] == correlation)
      let name: Comment = "\(line[0]) with \(line[1])"
      try expect(Double(correlation.count), line[2], name)
      try expect(correlation.coefficient, line[3], name)
      try expect(correlation.statistic, line[4], name)
      let expected = try #require(Double(line[5]))
      #expect(abs(try #require(correlation.probability) - expected) <= 1e-8 * expected, name)
      let interval = try #require(correlation.interval(level: 0.95))
      try expect(interval.lowerBound, line[6], name)
      try expect(interval.upperBound, line[7], name)
    }
  }

  @Test(arguments: ["talOr", "bfi"]) func mardiaIsPsychsAndMardiasOwn(data: String) throws {
    let psych = try #require(try Self.description(data, .psych).normality)
    let line = try #require(Self.lines(data, "mardia").first)
    try expect(Double(psych.count), line[0], "n")
    try expect(Double(psych.variableCount), line[1], "p")
    try expect(psych.skewness, line[2], "b1p")
    try expect(psych.kurtosis, line[3], "b2p")
    try expect(psych.skewnessStatistic, line[4], "chi-square")
    try expect(psych.correctedSkewnessStatistic, line[6], "chi-square, small samples")
    try expect(psych.kurtosisStatistic, line[8], "z")
    for (value, place) in [(psych.skewnessProbability, 5), (psych.correctedSkewnessProbability ?? .nan, 7)] {
      let expected = try #require(Double(line[place]))
      #expect(abs(value - expected) <= 1e-8 * expected)
    }
    // psych's 2 (1 - Φ) keeps no digits below 1e-16.
    #expect(abs(psych.kurtosisProbability - (Double(line[9]) ?? .nan)) < 1e-15)
    let original = try #require(try Self.description(data, .spss).normality)
    let expected = try #require(Self.lines(data, "original").first)
    try expect(original.skewness, expected[0], "b1p")
    try expect(original.kurtosis, expected[1], "b2p")
  }

  @Test func standardErrorsAreSPSSs() {
    // Printed by SPSS for n = 100: .241 and .478.
    #expect(abs((ShapeDefinition.skewnessError(count: 100) ?? 0) - 0.241) < 5e-4)
    #expect(abs((ShapeDefinition.kurtosisError(count: 100) ?? 0) - 0.478) < 5e-4)
  }

  @Test func twoWaysToAddUpMultivariateSkewnessAgree() throws {
    let table = try Self.table("talOr")
    let columns = try table.names.map { try table.numbers(of: $0) }
    let rows = Matrix(rowCount: table.rowCount, columnCount: columns.count, columnMajor: columns.flatMap { $0 })
    let cases = try #require(WhitenedCases(rows))
    #expect(abs(cases.cubesOverPairs - cases.squaresOfThirdMoments) < 1e-10 * cases.cubesOverPairs)
  }

  @Test func aLargeOffsetCostsNoDigits() throws {
    let values = [1.0, 2, 2, 3, 7, 4, 9, 2]
    let (near, far) = (DescriptiveStatistics(values), DescriptiveStatistics(values.map { $0 + 1e7 }))
    #expect(abs(try #require(near.skewness) - (try #require(far.skewness))) < 1e-12)
    #expect(abs(try #require(near.kurtosis) - (try #require(far.kurtosis))) < 1e-12)
    #expect(far.median == 1e7 + 2.5)
  }

  @Test func whatDoesNotExistIsNil() {
    let empty = DescriptiveStatistics([.nan, .nan])
    #expect(empty.count == 0 && empty.missingCount == 2 && empty.mean == nil && empty.median == nil)
    let constant = DescriptiveStatistics([0.1, 0.1, 0.1])
    #expect(constant.standardDeviation == 0 && constant.skewness == nil && constant.kurtosis == nil)
    let three = DescriptiveStatistics([1, 2, 4])
    #expect(three.skewness != nil && three.kurtosis == nil)
    #expect(DescriptiveStatistics([1]).standardDeviation == nil)
    #expect(Correlation([1, 2, 3], [5, 5, 5]) == nil)
    #expect(Correlation([1, .nan], [1, 2]) == nil)
    let perfect = Correlation([1, 2, 3, 4], [2, 4, 6, 8])
    #expect(perfect?.coefficient == 1 && perfect?.probability == 0 && perfect?.interval(level: 0.95) == nil)
    #expect(Correlation(coefficient: 0.5, count: 2).probability == nil)
    let collinear = Matrix(rowCount: 5, columnCount: 2, columnMajor: [1, 2, 3, 5, 4, 2, 4, 6, 10, 8])
    #expect(MardiaTest(collinear) == nil)
    #expect(MardiaTest(Matrix(rowCount: 0, columnCount: 0, columnMajor: [])) == nil)
  }

  @Test func momentsGiveTheSameCorrelations() throws {
    let table = try Self.table("talOr")
    let columns = try table.names.map { try table.numbers(of: $0) }
    let rows = Matrix(rowCount: table.rowCount, columnCount: columns.count, columnMajor: columns.flatMap { $0 })
    let sums = MomentSums.of(rows)
    let ofRows = SampleDescription(variables: table.names, columns: columns)
    let ofMoments = SampleDescription(
      variables: table.names, sampleSize: table.rowCount, covariance: sums.covariance, means: sums.means)
    #expect(ofMoments.correlations == ofRows.correlations)
    for (a, b) in zip(ofRows.statistics, ofMoments.statistics) {
      #expect(abs((a.standardDeviation ?? 0) - (b.standardDeviation ?? 1)) < 1e-12)
      #expect(b.skewness == nil && b.minimum == nil)
    }
  }
}
