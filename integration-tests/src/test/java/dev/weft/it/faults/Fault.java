package dev.weft.it.faults;

import java.util.Arrays;
import java.util.List;

/** What is done to a running job. Faults that kill executors say at which point of a checkpoint or of a restore. */
enum Fault {
    KILL(Kind.KILL, "an executor, at a random moment"),
    KILL_ALL(Kind.KILL, "all executors at once"),
    KILL_SNAPSHOT(Kind.KILL, "a task takes its snapshot (synchronous part)"),
    KILL_ALIGNMENT(Kind.KILL, "a task has one of its two barriers"),
    KILL_UPLOAD(Kind.KILL, "a snapshot is written to HDFS (asynchronous part)"),
    KILL_METADATA(Kind.KILL, "all tasks have acknowledged, the metadata is written"),
    KILL_NOTIFY(Kind.KILL, "the checkpoint is complete, one task is being told"),
    KILL_COMMIT(Kind.KILL, "the end of a Kafka transaction is requested, the answer is not there"),
    KILL_SUBSUME(Kind.KILL, "the metadata of an older checkpoint is being deleted, its files are there"),
    KILL_DELETION(Kind.KILL, "the metadata of an older checkpoint is gone, its files are being deleted"),
    KILL_SAVEPOINT(Kind.KILL, "the job stops: its savepoint is complete, a source is about to end"),
    KILL_FINISHING(Kind.KILL, "the job stops: some tasks have finished, others are about to"),
    KILL_DRAIN(Kind.KILL, "the job is drained: its windows have fired, the savepoint is not taken"),
    KILL_STARTING(Kind.KILL, "an executor, then its replacement before it registers"),
    KILL_REGISTERED(Kind.KILL, "an executor, then its replacement when it has registered"),
    KILL_RESTORE(Kind.KILL, "an executor, then the one that restores"),
    STOP_SHORT(Kind.PROCESS, "SIGSTOP of an executor for less than its lease, SIGCONT"),
    STOP_LONG(Kind.PROCESS, "SIGSTOP of an executor until it is replaced, SIGCONT"),
    EXECUTORS_CUT(Kind.NETWORK, "the connections between two executors break"),
    DATA_NODE(Kind.STORAGE, "kill -9 of the DataNode, a restart"),
    NAME_NODE(Kind.STORAGE, "kill -9 of the NameNode, a restart"),
    HDFS_SLOW(Kind.STORAGE, "each answer of the NameNode takes a second, for 10 s"),
    HDFS_CUT(Kind.STORAGE, "connections to the NameNode break and are refused, for 5 s"),
    HDFS_SILENT(Kind.STORAGE, "the NameNode does not answer, for 5 s"),
    BROKER(Kind.KAFKA, "kill -9 of the Kafka broker, a restart"),
    KAFKA_CUT(Kind.KAFKA, "connections to Kafka break and are refused, for 5 s"),
    KAFKA_SILENT(Kind.KAFKA, "Kafka does not answer, for 5 s");

    /** What fails. */
    enum Kind {
        KILL,
        PROCESS,
        NETWORK,
        STORAGE,
        KAFKA
    }

    private final Kind kind;
    private final String description;

    Fault(Kind kind, String description) {
        this.kind = kind;
        this.description = description;
    }

    Kind kind() {
        return kind;
    }

    /** What happens, and when. */
    String description() {
        return description;
    }

    /** The name on the command line and in the report. */
    String label() {
        return name().toLowerCase().replace('_', '-');
    }

    static Fault named(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + label + "'"));
    }

    static List<Fault> of(Kind kind) {
        return Arrays.stream(values()).filter(fault -> fault.kind == kind).toList();
    }
}
