import Glibc
import LinearAlgebra
import Testing

@testable import PathAnalysis

/// The likelihood of clusters against the normal density of all values of a cluster at once.
@Suite struct ClusteredDataTests {
  private let team = TeamData.unbalanced
  private let model: PathModel
  private let data: ClusteredData
  private let function: MaximumLikelihood

  init() throws {
    model = try TeamData.model(fixedX: false)
    let matrices = model.matrices
    let columns = model.observedVariables.compactMap { TeamData.variables.firstIndex(of: $0) }
    let rows = team.rows.submatrix(rows: Array(0..<team.rows.rowCount), columns: columns)
    data = ClusteredData(LevelLayout(matrices), rows: rows, clusters: team.clusters)
    let nothing = ObservedMoments(covariance: Matrix.identity(columns.count), means: nil, sampleSize: 1)
    function = MaximumLikelihood(
      [matrices], references: [nothing], blocks: data.blocks(group: 0, total: Double(data.caseCount)))
  }

  /// Slopes, intercepts and covariances away from any optimum, the same for a parameter wherever it stands.
  private var point: [Double] {
    var parameters = [Double](repeating: 0, count: model.table.parameterCount)
    for place in ParameterPlace.all(in: model.matrices) {
      let jitter = 0.03 * Double(place.parameter % 5)
      parameters[place.parameter] = place.matrix == .symmetricEffect && place.row == place.column ? 0.7 + jitter : 0.2 + jitter
    }
    return parameters
  }

  /// ln of the normal density of all values of a cluster: every member's y1, y2 and x, and the team's z.
  private func logDensity(ofCluster cluster: Int, at parameters: [Double]) throws -> Double {
    let implied = try function.evaluate(parameters).implied[0]
    let members = team.clusters.indices.filter { team.clusters[$0] == cluster }
    func place(_ name: String, _ level: Int) -> Int? { model.matrices.position(of: name, level: level) }
    var values: [(name: String, member: Int)] = members.flatMap { member in ["y1", "y2", "x"].map { ($0, member) } }
    values.append(("z", -1))
    let p = values.count
    var covariance = Matrix(rowCount: p, columnCount: p)
    var deviations = [Double](repeating: 0, count: p)
    for (i, a) in values.enumerated() {
      let column = TeamData.variables.firstIndex(of: a.name) ?? 0
      let means = [place(a.name, 1), place(a.name, 2)].compactMap { $0 }.map { implied.means[$0] }
      deviations[i] = team.rows[a.member < 0 ? members[0] : a.member, column] - means.reduce(0, +)
      for (j, b) in values.enumerated() {
        if let first = place(a.name, 1), let second = place(b.name, 1), a.member == b.member {
          covariance[i, j] += implied.covariance[first, second]
        }
        if let first = place(a.name, 2), let second = place(b.name, 2) { covariance[i, j] += implied.covariance[first, second] }
      }
    }
    let factor = try CholeskyFactorization(covariance)
    let distance = zip(deviations, factor.solve(deviations)).reduce(0) { $0 + $1.0 * $1.1 }
    return -0.5 * (Double(p) * log(2 * Double.pi) + factor.logDeterminant + distance)
  }

  private func shifted(_ index: Int, by step: Double) -> [Double] {
    var parameters = point
    parameters[index] += step
    return parameters
  }

  @Test func theBlocksAddUpToTheDensityOfWholeClusters() throws {
    let direct = try team.sizes.indices.reduce(0) { $0 + (try logDensity(ofCluster: $1, at: point)) }
    let discrepancy = try function.evaluate(point).discrepancy
    let logLikelihood = -0.5 * (Double(data.caseCount) * discrepancy + data.valueCount * MaximumLikelihood.logTwoPi)
    #expect(abs(direct - logLikelihood) < 1e-9 * abs(direct))
  }

  @Test func scoresOfClustersAreDerivativesOfTheirDensities() throws {
    let scores = function.clusterScores(data, firstBlock: 0, at: try function.evaluate(point))
    for k in point.indices {
      for cluster in [0, 3, 7] {
        let above = try logDensity(ofCluster: cluster, at: shifted(k, by: 1e-5))
        let below = try logDensity(ofCluster: cluster, at: shifted(k, by: -1e-5))
        #expect(abs(scores[cluster, k] - (above - below) / 2e-5) < 1e-6, "parameter \(k), cluster \(cluster)")
      }
    }
  }

  @Test func derivativesEqualFiniteDifferences() throws {
    let evaluation = try function.evaluate(point)
    let gradient = function.gradient(at: evaluation)
    let information = function.observedInformation(at: evaluation)
    for k in point.indices {
      let (above, below) = (try function.evaluate(shifted(k, by: 1e-5)), try function.evaluate(shifted(k, by: -1e-5)))
      #expect(abs(gradient[k] - (above.discrepancy - below.discrepancy) / 2e-5) < 1e-7, "parameter \(k)")
      let slopes = zip(function.gradient(at: above), function.gradient(at: below)).map { ($0 - $1) / 4e-5 }
      for j in point.indices { #expect(abs(information[j, k] - slopes[j]) < 1e-6, "parameters \(j), \(k)") }
    }
  }

  /// The mean of the observed information over data is the expected one; at one point each is a sum over the same cluster sizes.
  @Test func expectedInformationIsThatOfMomentsThatFit() throws {
    let evaluation = try function.evaluate(point)
    var blocks = function.blocks
    for index in blocks.indices {
      let implied = evaluation.implied[0]
      blocks[index].covariance = blocks[index].combineColumns(blocks[index].combine(implied.covariance))
      if blocks[index].means != nil { blocks[index].means = blocks[index].combineMeans(implied.means) }
    }
    let exact = MaximumLikelihood(function.matrices, references: function.references, blocks: blocks)
    let difference =
      function.expectedInformation(at: evaluation) - exact.observedInformation(at: try exact.evaluate(point))
    #expect(difference.maxAbsolute < 1e-11)
  }

  /// With clusters of one size the saturated model has a closed form: `Sigma_W = S_PW`, `Sigma_B = (S_b - S_PW)/s` with S_b the
  /// covariance of `sqrt(s)` times the clusters' means.
  @Test func balancedClustersHaveAClosedForm() throws {
    let balanced = TeamData(sizes: [Int](repeating: 4, count: 80))
    let fit = try balanced.fit("level: 1\ny1 ~~ y2\nlevel: 2\ny1 ~~ y2")
    let clusters = try #require(fit.groups[0].clusters)
    let between = 0.25 * (clusters.sizeGroups[0].covariance - clusters.withinCovariance)
    #expect(fit.degreesOfFreedom == 0)
    #expect((fit.groups[0].impliedCovariance.principal([0, 1]) - clusters.withinCovariance).maxAbsolute < 1e-8)
    #expect((fit.groups[0].impliedCovariance.principal([2, 3]) - between).maxAbsolute < 1e-8)
    let correlations = fit.intraclassCorrelations
    #expect(correlations.map(\.variable) == ["y1", "y2"])
    let expected = between[0, 0] / (between[0, 0] + clusters.withinCovariance[0, 0])
    #expect(abs(try #require(correlations[0].correlation) - expected) < 1e-8)
  }
}
