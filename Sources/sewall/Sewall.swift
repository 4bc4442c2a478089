import ArgumentParser
import LinearAlgebra

/// The program: `sewall fit MODEL`, `sewall compare MODEL MODEL`, `sewall check MODEL`,
/// `sewall describe FILE`, `sewall moments FILE`.
@main
struct Sewall: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "sewall",
    abstract: "Path analysis and mediation from a model file.",
    discussion: """
      A model file holds arrows (fssb -> engagement -> performance) or lavaan's syntax, and names its data:

        sewall fit models/fssb.model --figure fssb.svg

      `sewall help fit` lists the options of fit.
      """,
    version: "sewall \(version)",
    subcommands: [
      FitCommand.self, CompareCommand.self, CheckCommand.self, DescribeCommand.self, PrepareCommand.self, MomentsCommand.self,
    ])

  static func main() {
    BLAS.endThreads()
    TerminalCalls.ignoreClosedPipes()
    TerminalCalls.onDefect { _ in
      TerminalCalls.endAtOnce(
        .defect, saying: "sewall: this is a defect in sewall, not in your model; please report it with the model file\n")
    }
    Interruption.listen()
    TerminalCalls.endProcess(run(Array(CommandLine.arguments.dropFirst()), terminal: .current()))
  }

  /// Runs one command line and prints its result; every way to end is one of these statuses.
  static func run(_ arguments: [String], terminal: Terminal) -> ExitStatus {
    let arguments = MomentsArguments.namingEach(in: EffectCodingChoice.givingSwitchesTheirValue(in: arguments))
    let console = Console(terminal: terminal, writesJSON: Self.asksForJSON(arguments))
    do {
      let command = try command(of: arguments)
      guard let command = command as? any ModelCommand else { return try help(command, console) }
      return try command.run(arguments: argumentsAfterName(arguments), console: console)
    } catch let failure as Failure {
      return console.report(failure)
    } catch {
      return report(error, console)
    }
  }

  /// The command that a line means.
  ///
  /// By its name, which spares ArgumentParser from laying out the options of all commands; a line that this cannot read goes the long
  /// way, to be told what is wrong.
  private static func command(of arguments: [String]) throws -> any ParsableCommand {
    let named = configuration.subcommands.first { $0.configuration.commandName == arguments.first }
    if let named, let command = try? named.parse(Array(arguments.dropFirst())) { return command }
    return try parseAsRoot(arguments)
  }

  /// What follows the command's name.
  private static func argumentsAfterName(_ arguments: [String]) -> [String] {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let index = arguments.firstIndex(where: names.contains) else { return arguments }
    return Array(arguments[(index + 1)...])
  }

  /// The root command and `help` only print.
  private static func help(_ command: any ParsableCommand, _ console: Console) throws -> ExitStatus {
    var command = command
    try command.run()
    return .done
  }

  /// Help and version go to standard output; wrong usage to standard error with status 64.
  private static func report(_ error: any Error, _ console: Console) -> ExitStatus {
    let text = fullMessage(for: error)
    if exitCode(for: error) == .success {
      do { try console.write(text + "\n") } catch { return console.report(error) }
      return .done
    }
    return console.report(
      Failure(.wrongUsage, [Finding(wrongUsage: message(for: error), usage: text)]))
  }

  /// Known before the arguments are parsed, so that wrong usage is reported as JSON too.
  private static func asksForJSON(_ arguments: [String]) -> Bool {
    arguments.indices.contains { index in
      let text = arguments[index].lowercased()
      return text == "--format=json"
        || (text == "--format" && index + 1 < arguments.count && arguments[index + 1].lowercased() == "json")
    }
  }
}
