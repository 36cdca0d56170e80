package dev.weft.client;

import dev.weft.client.options.JobOptions;
import dev.weft.client.options.RunOptions;
import dev.weft.client.options.StateOptions;

/** Text of {@code --help}. */
final class Help {

    private Help() {}

    static String all() {
        return """
            Usage: flink <verb> [options] [arguments]

              run      run a program:                   flink run -m yarn-cluster [options] <jar> [arguments]
              info     show a program's plan as JSON:   flink info [options] <jar> [arguments]
              list     list an application's jobs:      flink list -yid <application>
              cancel   cancel a job:                    flink cancel <JobID>
              stop     stop a job with a savepoint:     flink stop [-p <directory>] <JobID>
              savepoint   take a savepoint of a job:    flink savepoint <JobID> [directory]
              checkpoint  take a checkpoint of a job:   flink checkpoint <JobID>

              flink <verb> --help tells the options of a verb, flink --version the version.\
            """;
    }

    static String run() {
        return "Usage: flink run [options] <jar> [arguments of the program]" + System.lineSeparator()
                + System.lineSeparator() + RunOptions.helpText() + System.lineSeparator() + """

            Exit code: 0 when main returns, also when it has caught the failure of a job; 1 when main throws, a job
            fails or is canceled, or nothing can be submitted; n when the program calls System.exit(n).\
            """;
    }

    static String info() {
        return "Usage: flink info [options] <jar> [arguments of the program]" + System.lineSeparator()
                + System.lineSeparator() + "Takes the options of flink run; these count: -c, -C, -p, -D.";
    }

    static String list() {
        return "Usage: flink list -yid <application> [options]" + System.lineSeparator() + System.lineSeparator()
                + JobOptions.listHelp();
    }

    static String cancel() {
        return "Usage: flink cancel [options] [-s [directory]] <JobID>" + System.lineSeparator()
                + System.lineSeparator() + StateOptions.cancelHelp();
    }

    static String stop() {
        return "Usage: flink stop [options] [-p [directory]] [-d] <JobID>" + System.lineSeparator()
                + System.lineSeparator() + StateOptions.stopHelp();
    }

    static String savepoint() {
        return "Usage: flink savepoint [options] <JobID> [directory]" + System.lineSeparator()
                + "       flink savepoint -d <savepoint>" + System.lineSeparator()
                + "       flink savepoint --describe <savepoint> [-j <jar>]" + System.lineSeparator()
                + System.lineSeparator() + StateOptions.savepointHelp();
    }

    static String checkpoint() {
        return "Usage: flink checkpoint [options] [-full] <JobID>" + System.lineSeparator() + System.lineSeparator()
                + StateOptions.checkpointHelp();
    }
}
