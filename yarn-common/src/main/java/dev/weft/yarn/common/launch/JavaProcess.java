package dev.weft.yarn.common.launch;

import java.util.List;

/**
 * A JVM to start in a container.
 *
 * @param role what it is; names its log files and its class-data archive
 * @param options its JVM options; later ones win over earlier ones
 * @param classData whether it may use and create a class-data archive on its node
 */
public record JavaProcess(Role role, List<ShellWord> options, boolean classData) {

    /** The two kinds of process. */
    public enum Role {
        JOB_MANAGER("jobmanager", "dev.weft.yarn.appmaster.YarnJobClusterEntrypoint"),
        TASK_MANAGER("taskmanager", "dev.weft.yarn.taskexecutor.YarnTaskExecutorRunner");

        private final String logName;
        private final String mainClass;

        Role(String logName, String mainClass) {
            this.logName = logName;
            this.mainClass = mainClass;
        }

        /** Its log files are {@code <logName>.log}, {@code .out} and {@code .err}. */
        public String logName() {
            return logName;
        }

        String mainClass() {
            return mainClass;
        }
    }

    public JavaProcess {
        options = List.copyOf(options);
    }
}
