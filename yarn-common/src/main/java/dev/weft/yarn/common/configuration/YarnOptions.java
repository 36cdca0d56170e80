package dev.weft.yarn.common.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.engine.configuration.OptionCatalog;
import dev.weft.engine.configuration.OptionSection;

/** Options of an application on YARN: its name, queue, tags, containers. */
public final class YarnOptions {

    public static final OptionSection SECTION = new OptionSection("YARN");

    public static final ConfigOption<String> APPLICATION_ID = SECTION.text("yarn.application.id")
            .does("Running application that list and cancel ask; -yid sets it too.")
            .unset("none");

    public static final ConfigOption<String> APPLICATION_NAME = SECTION.text("yarn.application.name")
            .does("Name of the application in YARN; -ynm sets it too.")
            .unset("made from the job's name");

    public static final ConfigOption<String> QUEUE = SECTION.text("yarn.application.queue")
            .does("Queue to which the application is submitted; -yqu sets it too.")
            .unset("YARN's default queue");

    public static final ConfigOption<String> APPLICATION_TYPE = SECTION.text("yarn.application.type")
            .does("Type of the application in YARN; -yat sets it too.")
            .defaultsTo("Weft");

    public static final ConfigOption<String> NODE_LABEL = SECTION.text("yarn.application.node-label")
            .does("Node label on which every container must run; -ynl sets it too.")
            .unset("the queue's default");

    public static final ConfigOption<Integer> PRIORITY = SECTION.integer("yarn.application.priority")
            .atLeast(-1)
            .does("Priority of the application within its queue; -1 leaves it to YARN.")
            .defaultsTo(-1);

    public static final ConfigOption<String> TAGS = SECTION.text("yarn.tags")
            .does("Tags of the application, separated by ','.")
            .unset("none");

    public static final ConfigOption<Integer> ATTEMPTS = SECTION.integer("yarn.application-attempts")
            .atLeast(1)
            .does("How often YARN may start the application master, within its own limit.")
            .defaultsTo(1);

    public static final ConfigOption<Integer> MASTER_VCORES = SECTION.integer("yarn.appmaster.vcores")
            .between(1, 1024)
            .does("Virtual cores of the application master's container.")
            .defaultsTo(1);

    public static final ConfigOption<Integer> EXECUTOR_VCORES = SECTION.integer("yarn.containers.vcores")
            .between(-1, 1024)
            .does("Virtual cores of a TaskExecutor's container; -1 takes one a slot.")
            .defaultsTo(-1);

    public static final ConfigOption<String> STAGING_DIRECTORY = SECTION.text("yarn.staging-directory")
            .does("Directory for the files of applications, each in <this>/.flink/<application id>.")
            .unset("the user's home directory on the default file system");

    public static final ConfigOption<Integer> FILE_REPLICATION = SECTION.integer("yarn.file-replication")
            .between(-1, 512)
            .does("Replication of staged files; -1 leaves it to the file system.")
            .defaultsTo(-1);

    public static final ConfigOption<Boolean> CLASS_DATA = SECTION.bool("yarn.containers.class-data-archive")
            .does(
                    "Whether containers share an archive of parsed classes (CDS) in /tmp of their node, which halves the start-up time.")
            .defaultsTo(true);

    static {
        SECTION.family("flink.hadoop.", "Hadoop settings: what follows the prefix is the Hadoop key.");
        SECTION.family("flink.yarn.", "YARN settings: 'yarn.' and what follows the prefix is the Hadoop key.");
    }

    private YarnOptions() {}

    /** Every option of a Weft that runs on YARN. */
    public static OptionCatalog catalog() {
        return OptionCatalog.engineAnd(SECTION);
    }
}
