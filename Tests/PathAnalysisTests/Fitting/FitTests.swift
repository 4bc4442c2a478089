import LinearAlgebra
import ModelSyntax
import SurveyData
import Testing

@testable import PathAnalysis

/// A model fitted to a sample, for tests.
func fitted(
  _ text: String, _ sample: Sample, model configureModel: (inout ModelOptions) -> Void = { _ in },
  estimation configure: (inout EstimationOptions) -> Void = { _ in }
) throws -> Fit {
  var modelOptions = ModelOptions()
  var options = EstimationOptions()
  configureModel(&modelOptions)
  configure(&options)
  let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
  let model = try #require(PathModel.specify(parsed.tree, options: modelOptions).model)
  return try model.fit(to: sample, options: options)
}

/// A sample of pseudo-random moments: a linear congruential generator of its own, so that it depends on nothing.
func sampleOfRandomMoments(_ variables: [String], seed: UInt64, size: Int = 200) -> Sample {
  var state = seed
  func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992 - 0.5
  }
  let count = variables.count
  var factor = Matrix(rowCount: count, columnCount: count)
  for i in 0..<count { for j in 0..<count { factor[i, j] = next() + (i == j ? 1 : 0) } }
  return Sample(
    variables: variables, sampleSize: size, covariance: factor.timesTransposed(factor), means: (0..<count).map { _ in next() })
}

@Suite struct FitTests {
  /// With uncorrelated errors and recursive equations ML is least squares, equation by equation.
  @Test func recursiveEquationsAreLeastSquares() throws {
    let sample = sampleOfRandomMoments(["m", "y", "x", "w"], seed: 7)
    let fit = try fitted("m ~ x + w\ny ~ m + x", sample)
    let s = sample.covariance
    let b = try LUFactorization(s.principal([0, 2])).solve([s[0, 1], s[2, 1]])
    #expect(fit.converged)
    #expect(abs(fit.parameters[2] - b[0]) < 1e-12)
    #expect(abs(fit.parameters[3] - b[1]) < 1e-12)
    let residual = (s[1, 1] - b[0] * s[0, 1] - b[1] * s[2, 1]) * 199 / 200
    #expect(abs(fit.parameters[5] - residual) < 1e-12)
    // The textbook variance of a slope, residual variance times the inverse of n S_xx (S with divisor n - 1 here).
    let variance = try #require(fit.asymptoticCovariance)[2, 2]
    let inverse = try LUFactorization(fit.groups[0].impliedCovariance.principal([0, 2])).inverse()
    #expect(abs(variance - residual * inverse[0, 0] / 200) < 1e-12)
  }

  @Test func aSaturatedModelReproducesTheMoments() throws {
    let sample = sampleOfRandomMoments(["a", "b", "c"], seed: 3)
    let fit = try fitted("a ~~ b + c\nb ~~ c\na + b + c ~ 1", sample)
    #expect((fit.groups[0].impliedCovariance - fit.observed.covariance).maxAbsolute < 1e-10)
    #expect(zip(fit.groups[0].impliedMeans, sample.means ?? []).allSatisfy { abs($0 - $1) < 1e-10 })
    #expect(fit.degreesOfFreedom == 0)
    #expect(fit.chiSquare < 1e-9)
  }

  /// T does not depend on the variables' units, and a slope changes with them as it must.
  @Test func unitsDoNotMatter() throws {
    let sample = sampleOfRandomMoments(["m", "y", "z", "x"], seed: 11)
    let text = "m ~ x\ny ~ m\nz ~ m + x\nm ~~ y"
    let plain = try fitted(text, sample)
    let units = [1e3, 1e-2, 1, 1e5]
    let scaled = Sample(
      variables: sample.variables, sampleSize: sample.sampleSize,
      covariance: Matrix.diagonal(units) * sample.covariance * Matrix.diagonal(units), means: nil)
    let other = try fitted(text, scaled)
    #expect(abs(plain.chiSquare - other.chiSquare) < 1e-8)
    #expect(abs(plain.parameters[0] * units[0] / units[3] - other.parameters[0]) < 1e-8 * abs(other.parameters[0]))
  }

  /// Wishart: the same slopes, T smaller by (n - 1)/n, variances larger by n/(n - 1).
  @Test func wishartIsNormalRescaled() throws {
    let sample = sampleOfRandomMoments(["m", "y", "x"], seed: 5)
    let normal = try fitted("m ~ x\ny ~ m", sample)
    let wishart = try fitted("m ~ x\ny ~ m", sample, estimation: { $0.likelihood = .wishart })
    #expect(abs(wishart.chiSquare - normal.chiSquare * 199 / 200) < 1e-9)
    #expect(abs(wishart.parameters[0] - normal.parameters[0]) < 1e-12)
    #expect(abs(wishart.parameters[2] - normal.parameters[2] * 200 / 199) < 1e-12)
  }

  /// Expected and observed information agree where the model reproduces the moments.
  @Test func informationAgreesAtPerfectFit() throws {
    let sample = sampleOfRandomMoments(["m", "y", "x"], seed: 9)
    let expected = try fitted("m ~ x\ny ~ m + x", sample)
    let observed = try fitted("m ~ x\ny ~ m + x", sample, estimation: { $0.information = .observed })
    let difference = try #require(expected.asymptoticCovariance) - (try #require(observed.asymptoticCovariance))
    #expect(difference.maxAbsolute < 1e-12)
  }

  /// Shared labels and `==` statements are the same model.
  @Test func labelsAndEqualityStatementsAgree() throws {
    let sample = sampleOfRandomMoments(["y", "z", "x", "w"], seed: 13)
    let labels = try fitted("y ~ b*x + b*w\nz ~ b*x + c*w", sample)
    let statements = try fitted("y ~ b1*x + b2*w\nz ~ b3*x + c*w\nb1 == b2\nb3 - b2 == 0", sample)
    #expect(abs(labels.chiSquare - statements.chiSquare) < 1e-9)
    #expect(labels.degreesOfFreedom == statements.degreesOfFreedom)
    #expect(abs(labels.parameters[0] - statements.parameters[2]) < 1e-9)
    let first = try #require(labels.asymptoticCovariance)
    let second = try #require(statements.asymptoticCovariance)
    #expect(abs(first[0, 0] - second[2, 2]) < 1e-10)
  }

  /// A loop: the gradient vanishes at the estimates.
  @Test func feedbackConverges() throws {
    let fit = try fitted("a ~ x + b\nb ~ w + a", sampleOfRandomMoments(["a", "b", "x", "w"], seed: 21))
    #expect(fit.converged)
    let function = try MaximumLikelihood(fit.model.matrices, observed: fit.observed)
    let gradient = function.gradient(at: try function.evaluate(fit.parameters))
    #expect(gradient.allSatisfy { abs($0) < 1e-8 })
    #expect(fit.degreesOfFreedom == 1)
  }

  @Test func unidentifiedParametersAreNamed() throws {
    let fit = try fitted("a ~ p*x + q*b\nb ~ r*x + s*a", sampleOfRandomMoments(["a", "b", "x"], seed: 2))
    #expect(!fit.identification.isIdentified)
    #expect(fit.identification.dependentSets.flatMap { $0 }.contains("q"))
    #expect(fit.asymptoticCovariance == nil)
  }

  /// The same slopes, whatever the origin; errors only while path and intercept can be told apart.
  @Test func variablesFarFromZeroAreNamed() throws {
    let sample = sampleOfRandomMoments(["y", "x", "w"], seed: 2)
    func moved(by distance: Double) throws -> Fit {
      var far = sample
      far.means = [0, distance * sample.covariance[1, 1].squareRoot(), 1]
      return try fitted("y ~ x + w", far, model: { $0.meanStructure = true })
    }
    let (near, far) = (try moved(by: 1_000), try moved(by: 100_000))
    #expect(near.identification.isIdentified)
    #expect(!near.messages.contains { $0.id == "not-identified" })
    #expect(zip(near.parameters[..<2], far.parameters[..<2]).allSatisfy { abs($0 - $1) < 1e-6 })
    let message = try #require(far.messages.first { $0.id == "not-identified" })
    #expect(message.text.contains("The values of x lie so far from zero"))
    #expect(message.text.contains("compute: {x_near_zero: x - ...}"))
  }

  @Test func faultsOfTheSampleAreNamed() throws {
    var constant = sampleOfRandomMoments(["y", "x"], seed: 4)
    for (i, j) in [(0, 1), (1, 0), (1, 1)] { constant.covariance[i, j] = 0 }
    #expect(throws: FitError.constantVariable("x")) { try fitted("y ~ x", constant) }
    #expect(throws: FitError.missingVariable("w")) { try fitted("y ~ w", constant) }
    let rows = Matrix(rows: [[1, 2, 3, 1], [2, 1, 3, 0], [0, 4, 4, 2], [1, 1, 2, 5], [3, 2, 5, 1], [2, 2, 4, 0]])
    let collinear = Sample(
      variables: ["x1", "x2", "x3", "y"], rows: CaseRows(rows), sampleSize: 6, covariance: covariance(rows),
      means: [1.5, 2, 3.5, 1.5])
    #expect(throws: FitError.collinear("x3", with: ["x1", "x2"])) { try fitted("y ~ x1 + x2 + x3", collinear) }
  }

  private func covariance(_ rows: Matrix) -> Matrix {
    let n = Double(rows.rowCount)
    var centred = rows
    for j in 0..<rows.columnCount {
      let mean = rows.column(j).reduce(0, +) / n
      for i in 0..<rows.rowCount { centred[i, j] -= mean }
    }
    return (1 / (n - 1)) * centred.transposedTimes(centred)
  }
}
