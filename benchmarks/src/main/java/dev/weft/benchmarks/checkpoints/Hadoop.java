package dev.weft.benchmarks.checkpoints;

import dev.weft.engine.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the ResourceManager and the DataNode of the local Hadoop tell over HTTP. */
final class Hadoop {

    private final URI resourceManager;
    private final URI dataNode;

    private Hadoop(URI resourceManager, URI dataNode) {
        this.resourceManager = resourceManager;
        this.dataNode = dataNode;
    }

    /** The cluster of {@code HADOOP_CONF_DIR}. */
    static Hadoop configured() throws IOException {
        Path directory = Path.of(System.getenv("HADOOP_CONF_DIR"));
        return new Hadoop(
                URI.create("http://"
                        + property(directory.resolve("yarn-site.xml"), "yarn.resourcemanager.webapp.address")),
                URI.create("http://" + property(directory.resolve("hdfs-site.xml"), "dfs.datanode.http.address")));
    }

    private static String property(Path file, String name) throws IOException {
        try {
            NodeList properties = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getElementsByTagName("property");
            for (int i = 0; i < properties.getLength(); i++) {
                Element property = (Element) properties.item(i);
                if (text(property, "name").equals(name)) {
                    return text(property, "value");
                }
            }
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read " + file, e);
        }
        throw new IOException(file + " has no " + name);
    }

    private static String text(Element property, String tag) {
        return property.getElementsByTagName(tag).item(0).getTextContent().trim();
    }

    /** Where the JobManager of the running application of this name serves REST. */
    Optional<URI> jobManager(String name) throws IOException, InterruptedException {
        Json.Obj apps = Http.get(resourceManager, "/ws/v1/cluster/apps?states=RUNNING")
                .orElseThrow()
                .object("apps");
        return apps.elements("app").stream()
                .map(Json::asObject)
                .filter(app -> app.text("name").equals(name))
                .map(app -> URI.create("http://" + app.text("amRPCAddress")))
                .findFirst();
    }

    /** What has been read from HDFS and written to it since it was started. */
    long bytesMoved() throws IOException, InterruptedException {
        Json.Obj beans = Http.get(dataNode, "/jmx?qry=Hadoop:service=DataNode,name=DataNodeActivity*")
                .orElseThrow();
        Json.Obj activity = beans.elements("beans").get(0).asObject();
        return activity.number("BytesRead") + activity.number("BytesWritten");
    }
}
