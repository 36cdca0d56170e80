package dev.weft.client.spi;

import dev.weft.configuration.Configuration;
import dev.weft.engine.graph.JobGraph;
import java.nio.file.Path;
import java.util.List;

/**
 * Request to run a job as an application of its own.
 *
 * @param graph the job
 * @param configuration the settings of its application: file, command line, and what the program set itself
 * @param jars the user's jars on this machine, in class path order
 * @param classpaths URLs that every process adds to the user class path
 */
public record DeployRequest(JobGraph graph, Configuration configuration, List<Path> jars, List<String> classpaths) {

    public DeployRequest {
        jars = List.copyOf(jars);
        classpaths = List.copyOf(classpaths);
    }
}
