import PathAnalysis
import SurveyData

/// How a long text file is read when not all of it is needed: block by block, on several threads.
struct DataStreaming {
  /// Shorter files are held whole: reading them is a matter of a moment, and any column may be asked for.
  static let shortest = 16_000_000

  /// What is kept of the rows.
  enum Keeping {
    /// Their moments: the complete rows of the model's variables count.
    case moments(of: [String])
    /// The columns that the analysis uses.
    case columns([String])
  }

  var keeping: Keeping
  /// The variables of which numbers are needed: the model's, and weights.
  var analysed: [String]
  /// Columns that hold text and are kept as such.
  var texts: [String] = []
  var threads: Int?
  var showsProgress: Bool

  /// The names that the file must have.
  var variables: [String] {
    switch keeping {
    case .moments(let variables), .columns(let variables): variables
    }
  }

  /// The way of reading with some columns kept as text; `nil` where there are none, or numbers of them are needed.
  func holding(texts: [String]) -> DataStreaming? {
    let needed = Set(analysed.flatMap { [$0] + $0.split(separator: ":").map(String.init) })
    guard self.texts.isEmpty, !texts.isEmpty, !texts.contains(where: { needed.contains($0) }) else { return nil }
    var other = self
    other.texts = texts
    if case .moments(let variables) = keeping { other.keeping = .columns(variables) }
    return other
  }

  /// Files above this size are streamed.
  static var threshold: Int { SystemCalls.environment("SEWALL_STREAM_ABOVE").flatMap(Int.init) ?? shortest }
}

extension DataStreaming {
  /// The way of reading that an analysis allows; `nil` where any column may be needed, or the model cannot be specified.
  init?(_ analysis: AnalysisOptions, _ input: ModelInput, _ console: Console) {
    guard !input.preparationIsWrong, let model = try? input.specified(analysis.modelOptions, groupCount: 1).model else {
      return nil
    }
    let variables = model.sampleVariables(analysis.estimationOptions)
    threads = analysis.intervals.threads
    showsProgress = console.terminal.errorIsTerminal && !console.isQuiet
    keeping = .moments(of: variables)
    analysed = variables + [analysis.input.samplingWeights].compactMap { $0 }
    if analysis.needsRows(of: model.table) || input.hasThresholds || !input.isPreparedRowwise {
      let others = [analysis.specification.group, analysis.input.cluster, analysis.input.samplingWeights].compactMap { $0 }
      keeping = .columns(variables + others)
    }
  }

  /// The sums of the complete rows of a model's variables; `nil` where their preparation needs the rows.
  init?(summing analysis: AnalysisOptions, _ input: ModelInput, _ console: Console) {
    guard !input.preparationIsWrong, input.isPreparedRowwise,
      let table = try? input.table(analysis.modelOptions, groupCount: 1).table
    else { return nil }
    threads = analysis.intervals.threads
    showsProgress = console.terminal.errorIsTerminal && !console.isQuiet
    keeping = .moments(of: table.allObservedVariables)
    analysed = table.allObservedVariables
  }
}

extension ModelInput {
  /// Whether the steps between file and sample look at one row at a time, or there are none.
  fileprivate var isPreparedRowwise: Bool { (try? steps())?.isRowwise ?? false }
}

extension AnalysisOptions {
  /// Whether an analysis needs the cases, not only the moments of the complete ones.
  func needsRows(of table: ParameterTable) -> Bool {
    estimationOptions.needsRows(for: table) || (intervals.bootstrap ?? 0) > 0 || output.factorScores != nil
      || specification.group != nil || specification.ordered != nil || specification.stdOv == true || input.cluster != nil
      || input.samplingWeights != nil
  }
}
