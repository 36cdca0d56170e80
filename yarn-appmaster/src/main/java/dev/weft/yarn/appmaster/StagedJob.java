package dev.weft.yarn.appmaster;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.PipelineOptions;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraphCodec;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.yarn.common.launch.ContainerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the job that the client staged and that YARN has localized into this container's working directory. */
final class StagedJob {

    private StagedJob() {}

    static JobSubmission read(ContainerFiles files, Configuration settings) {
        Path graph = Path.of(ContainerFiles.JOB_GRAPH);
        List<String> classPath = new ArrayList<>(files.userJars());
        settings.getOptional(PipelineOptions.CLASSPATHS).ifPresent(classPath::addAll);
        try {
            return new JobSubmission(
                    JobGraphCodec.read(Files.readAllBytes(graph), ContainerFiles.JOB_GRAPH), classPath);
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE, "cannot read the staged job " + graph.toAbsolutePath(), e);
        }
    }
}
