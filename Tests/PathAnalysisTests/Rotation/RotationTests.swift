import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct RotationTests {
  @Test(arguments: RotationCriterion.examples)
  func impliesTheSameCovariances(_ criterion: RotationCriterion) throws {
    // Oblique oblimax lets factors coincide.
    let rotation = try #require(
      Rotation(loadings: holzingerLoadings, criterion: criterion, isOrthogonal: criterion == .oblimax, starts: 3))
    let implied = (rotation.loadings * rotation.factorCovariance).timesTransposed(rotation.loadings)
    #expect(largestDifference(implied, holzingerLoadings.timesTransposed(holzingerLoadings)) < 1e-10)
    #expect(rotation.factorCovariance.diagonal.allSatisfy { abs($0 - 1) < 1e-12 })
  }

  /// Loadings that were rotated before lead to the same solution.
  @Test(arguments: [RotationCriterion.geomin(), .quartimin, .varimax, .promax(), .crawfordFerguson(.equamax)])
  func doesNotDependOnTheStart(_ criterion: RotationCriterion) throws {
    let (c, s) = (0.8, 0.6)
    let turn = Matrix(rows: [[c, s, 0], [-s, c, 0], [0, 0, 1]]) * Matrix(rows: [[1, 0, 0], [0, c, s], [0, -s, c]])
    let first = try #require(Rotation(loadings: holzingerLoadings, criterion: criterion, starts: 10))
    let second = try #require(Rotation(loadings: holzingerLoadings * turn, criterion: criterion, starts: 10))
    #expect(largestDifference(first.loadings, second.loadings) < 1e-7)
  }

  /// GPArotation 2022.10 (Bernaards and Jennrich), best of several random starts, in R 4.2.2.
  @Test func quartiminOfGPArotation() throws {
    let rotation = try #require(Rotation(loadings: holzingerLoadings, criterion: .quartimin))
    let expected = Matrix(rows: [
      [0.602032706380689, 0.191037081745767, 0.0309078913550383], [0.505407234955539, 0.0437635593124857, -0.116628496977683],
      [0.689353486774906, -0.0695186299182442, 0.0230986283165773], [0.0217384941116172, 0.840455696288577, 0.00532484514735299],
      [-0.0674449607893319, 0.888168389453351, 0.00754484365198695], [0.0775276567366336, 0.807582704646484, -0.010918686893837],
      [-0.151619827220419, 0.0436001164433116, 0.723078583166183], [0.10421724382328, -0.0326780758771858, 0.701472257820883],
      [0.366033388085919, 0.0348496351254056, 0.463252139233495],
    ])
    let correlations = Matrix(rows: [
      [1, 0.325711978285246, 0.270466091249102], [0.325711978285246, 1, 0.216468178429879],
      [0.270466091249102, 0.216468178429879, 1],
    ])
    #expect(abs(rotation.criterionValue - 0.03812560706881) < 1e-12)
    #expect(largestDifference(rotation.loadings, expected) < 1e-7)
    #expect(largestDifference(rotation.factorCovariance, correlations) < 1e-7)
  }

  /// Values of the criteria at GPArotation's solutions; geomin's there is a local minimum, and this one may be lower.
  @Test(arguments: [
    (RotationCriterion.quartimax, -0.61942741399518), (.mccammon, 1.3546675905503), (.geomin(), 0.19001880883521),
  ])
  func isNoWorseThanGPArotation(_ criterion: RotationCriterion, _ value: Double) throws {
    let rotation = try #require(Rotation(loadings: holzingerLoadings, criterion: criterion))
    #expect(rotation.hasConverged)
    if criterion == .geomin() {
      #expect(rotation.criterionValue < value + 1e-10)
    } else {
      #expect(abs(rotation.criterionValue - value) < 1e-10)
    }
  }

  /// GPArotation's infomaxT, 0.32064955458998, and Varimax without Kaiser's weights.
  @Test func orthogonalOfGPArotation() throws {
    let infomax = try #require(Rotation(loadings: holzingerLoadings, criterion: .infomax, isOrthogonal: true))
    #expect(abs(infomax.criterionValue - 0.32064955458998) < 1e-10)
    let varimax = try #require(Rotation(loadings: holzingerLoadings, criterion: .varimax, rowWeights: RowWeights.none))
    let first = [
      0.606629603204571, 0.480902849465935, 0.661896244561357, 0.113076822896111, 0.0322316172569064, 0.161687646570174,
      -0.0624528850610346, 0.174383369382243, 0.408840898114815,
    ]
    #expect(zip(varimax.loadings.column(0), first).allSatisfy { abs($0 - $1) < 1e-7 })
    #expect(varimax.isOrthogonal)
  }

  /// A perfect simple structure is found whatever it was mixed with.
  @Test func findsSimpleStructure() throws {
    let pattern = Matrix(rows: [[0.8, 0], [0.7, 0], [0.6, 0], [0, 0.9], [0, 0.5], [0, 0.4]])
    let correlation = 0.3
    let root = Matrix(rows: [[1, 0], [correlation, (1 - correlation * correlation).squareRoot()]])
    let mixed = pattern * root
    for criterion in [RotationCriterion.quartimin, .geomin(epsilon: 1e-6)] {
      let rotation = try #require(Rotation(loadings: mixed, criterion: criterion))
      #expect(largestDifference(rotation.loadings, pattern) < 1e-5)
      #expect(abs(rotation.factorCovariance[0, 1] - correlation) < 1e-5)
    }
  }

  @Test func refusesWhatMakesNoSense() {
    #expect(Rotation(loadings: holzingerLoadings, criterion: .geomin(epsilon: 0)) == nil)
    #expect(Rotation(loadings: holzingerLoadings, criterion: .target(Matrix.identity(3))) == nil)
    #expect(Rotation(loadings: holzingerLoadings, criterion: .quartimin, variances: [1, 1]) == nil)
    #expect(Rotation(loadings: holzingerLoadings.transposed, criterion: .quartimin) == nil)
  }
}
