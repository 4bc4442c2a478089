import LinearAlgebra
import Probability

/// Makes draws by fitting the model to drawn rows: for every estimator, with missing values, ordinal variables, weights and clusters.
struct CaseBlock: DrawMaker {
  /// Few, since a draw takes long: so that all threads have work to the end, and an interruption is heard soon.
  static let size = 8

  private let groups: [ResamplingUnits]
  private var refit: CaseRefit
  private var program: DrawProgram
  /// The sample of each group, for draws that leave out units of another.
  private let wholes: [Sample]
  /// Where the parameters stand among the results.
  private let parameterSlots: [Int]
  /// Parameters, then the groups' moments: `inputs[k * 64 + lane]`.
  private var inputs: [Double]
  private var results: [Double]
  private var outcomes: [RefitFailure?]
  private var units: [UInt32]

  init(groups: [ResamplingUnits], program: DrawProgram, refit: CaseRefit) {
    self.groups = groups
    self.program = program
    self.refit = refit
    wholes = groups.map { $0.sample(of: 0..<UInt32($0.count)) }
    parameterSlots = Set(program.lanes.slots[program.layout.parameters]).sorted()
    inputs = [Double](repeating: 0, count: program.lanes.inputCount * LaneProgram.laneCount)
    results = [Double](repeating: 0, count: program.lanes.resultCount * LaneProgram.laneCount)
    outcomes = [RefitFailure?](repeating: nil, count: Self.size)
    units = [UInt32](repeating: 0, count: groups.map(\.count).max() ?? 0)
  }

  var slots: [Int] { program.lanes.slots }
  var layout: DerivedQuantities.Layout { program.layout }

  mutating func resample(first: Int, count: Int, seed: UInt64) {
    for lane in 0..<count {
      var random = CounterRandom(seed: seed, stream: UInt64(first + lane))
      var samples: [Sample] = []
      for group in groups {
        random.fillIndices(below: group.count, count: group.count, into: &units, at: 0)
        samples.append(group.sample(of: units[..<group.count]))
      }
      estimate(samples, lane: lane)
    }
    evaluate(count: count)
  }

  mutating func resample(rows: ArraySlice<UInt32>, count: Int) {
    var start = rows.startIndex
    for lane in 0..<count {
      var samples: [Sample] = []
      for group in groups {
        samples.append(group.sample(of: rows[start..<(start + group.count)]))
        start += group.count
      }
      estimate(samples, lane: lane)
    }
    evaluate(count: count)
  }

  mutating func leaveOut(group: Int, first: Int, count: Int) {
    for lane in 0..<count {
      var samples = wholes
      let all = 0..<UInt32(groups[group].count)
      samples[group] = groups[group].sample(of: all.filter { Int($0) != first + lane })
      estimate(samples, lane: lane)
    }
    evaluate(count: count)
  }

  mutating func takeDraws(count: Int) -> Draws.Block {
    Draws.Block(results: results, slotCount: program.lanes.resultCount, outcomes: outcomes[..<count])
  }

  private mutating func estimate(_ samples: [Sample], lane: Int) {
    do throws(RefitFailure) {
      let (parameters, observed) = try refit.estimate(samples)
      var place = lane
      for value in parameters + observed.flatMap({ $0.covariance.halfVector }) {
        inputs[place] = value
        place += LaneProgram.laneCount
      }
      outcomes[lane] = nil
    } catch {
      outcomes[lane] = error
    }
  }

  private mutating func evaluate(count: Int) {
    program.lanes.run(inputs, into: &results)
    let finite = LaneProgram.finiteLanes(of: results, slots: parameterSlots)
    for lane in 0..<count where finite & (1 << lane) == 0 { outcomes[lane] = outcomes[lane] ?? .notConverged }
  }
}
