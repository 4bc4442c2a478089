import Foundation

/// The built program, run as a user runs it.
enum Program {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program stands beside the tests.
  static var path: String {
    let tests = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("sewall").path
  }

  /// Runs a line of the shell in `folder`; `interactive` lets background jobs hear Ctrl-C.
  static func shell(_ line: String, in folder: TemporaryFolder, interactive: Bool = false) throws -> Outcome {
    try run((interactive ? ["-m"] : []) + ["-c", line], in: folder, executable: "/bin/bash")
  }

  /// Runs it in `folder` with `input` on standard input, and waits for its end.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder? = nil, input: String = "", environment: [String: String] = [:],
    executable: String = path
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder.path) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let files = try TemporaryFolder()
    let inputPath = try files.write("in", input)
    try files.write("out", "")
    try files.write("err", "")
    process.standardInput = FileHandle(forReadingAtPath: inputPath)
    process.standardOutput = FileHandle(forWritingAtPath: files["out"])
    process.standardError = FileHandle(forWritingAtPath: files["err"])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: files.text("out") ?? "", errors: files.text("err") ?? "")
  }
}
