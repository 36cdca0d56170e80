package dev.weft.yarn.client;

import dev.weft.api.common.JobID;
import dev.weft.client.spi.DeployRequest;
import dev.weft.configuration.Configuration;
import dev.weft.yarn.common.configuration.ContainerSettings;
import dev.weft.yarn.common.configuration.YarnOptions;
import dev.weft.yarn.common.launch.ApplicationEnvironment;
import dev.weft.yarn.common.launch.ContainerFiles;
import dev.weft.yarn.common.launch.ContainerLaunch;
import dev.weft.yarn.common.launch.JavaProcess;
import dev.weft.yarn.common.launch.ShellWord;
import dev.weft.yarn.common.launch.StagedFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.util.Records;

/**
 * Builds YARN's submission context of an application.
 *
 * @param submission the job
 * @param plan its containers
 * @param environment what the JobManager learns from its environment; its files are those of an executor
 */
record SubmissionContext(DeployRequest submission, ApplicationPlan plan, ApplicationEnvironment environment) {

    /** Entries of {@code yarn.application.classpath}. */
    static List<String> hadoopClassPath(org.apache.hadoop.conf.Configuration hadoop) {
        return Stream.of(hadoop.getTrimmedStrings(
                        YarnConfiguration.YARN_APPLICATION_CLASSPATH,
                        YarnConfiguration.DEFAULT_YARN_APPLICATION_CLASSPATH))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    ApplicationSubmissionContext of(ApplicationId id, ByteBuffer tokens) {
        Configuration configuration = submission.configuration();
        ApplicationSubmissionContext context = Records.newRecord(ApplicationSubmissionContext.class);
        context.setApplicationId(id);
        context.setApplicationName(configuration
                .getOptional(YarnOptions.APPLICATION_NAME)
                .orElse(submission.graph().name()));
        context.setApplicationType(configuration.get(YarnOptions.APPLICATION_TYPE));
        configuration.getOptional(YarnOptions.QUEUE).ifPresent(context::setQueue);
        configuration.getOptional(YarnOptions.NODE_LABEL).ifPresent(context::setNodeLabelExpression);
        context.setApplicationTags(tags());
        int priority = configuration.get(YarnOptions.PRIORITY);
        if (priority >= 0) {
            context.setPriority(Priority.newInstance(priority));
        }
        context.setMaxAppAttempts(configuration.get(YarnOptions.ATTEMPTS));
        context.setResource(
                Resource.newInstance(ApplicationPlan.megabytes(plan.master().process()), plan.masterVcores()));
        context.setAMContainerSpec(launch().context(tokens));
        return context;
    }

    private Set<String> tags() {
        Set<String> tags = Stream.of(submission
                        .configuration()
                        .getOptional(YarnOptions.TAGS)
                        .orElse("")
                        .split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
        tags.add(tag(submission.graph().jobId()));
        return tags;
    }

    /** The tag of the application of a job, by which it is found when only the job is known. */
    static String tag(JobID job) {
        return "weft-job-" + job.toHexString();
    }

    private ContainerLaunch launch() {
        Configuration configuration = submission.configuration();
        List<String> options = new ArrayList<>(plan.master().jvmArguments());
        // A JobManager waits for others nearly all its life: start-up counts, peak speed does not.
        options.add("-XX:TieredStopAtLevel=1");
        ContainerSettings users = ContainerSettings.ofMaster(configuration);
        List<ShellWord> words = new ArrayList<>(ShellWord.literals(options));
        words.addAll(users.jvmOptionsAfter("-XX:+UseSerialGC"));
        return new ContainerLaunch(
                environment.files(),
                environment.hadoopClassPath(),
                new JavaProcess(JavaProcess.Role.JOB_MANAGER, words, configuration.get(YarnOptions.CLASS_DATA)),
                forExecutors().variables(),
                users.variables());
    }

    /** The job graph is the JobManager's only. */
    private ApplicationEnvironment forExecutors() {
        ContainerFiles all = environment.files();
        List<StagedFile> shared = all.files().stream()
                .filter(file -> !file.name().equals(ContainerFiles.JOB_GRAPH))
                .toList();
        return new ApplicationEnvironment(
                environment.staging(),
                environment.demand(),
                environment.nodes(),
                new ContainerFiles(all.distribution(), all.libraries(), shared),
                environment.hadoopClassPath());
    }
}
