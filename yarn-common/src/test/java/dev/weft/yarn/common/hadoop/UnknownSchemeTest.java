package dev.weft.yarn.common.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.fs.Path;
import dev.weft.core.fs.UnsupportedFileSystemSchemeException;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a user is told of a path whose scheme nobody knows. */
class UnknownSchemeTest {

    private static URL url(String file) {
        try {
            return new File(file).toURI().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutHadoopTheMessageNamesTheSchemeWhatIsKnownAndWhatToAdd() throws Exception {
        URL[] ownClasses = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("streaming-api") || entry.contains("yarn-common"))
                .filter(entry -> !entry.contains("hadoop-"))
                .map(UnknownSchemeTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader withoutHadoop = new URLClassLoader(ownClasses, ClassLoader.getPlatformClassLoader())) {
            Class<?> pathClass = withoutHadoop.loadClass(Path.class.getName());
            Object path = pathClass.getConstructor(String.class).newInstance("hfds://host/in");
            assertThatThrownBy(() -> pathClass.getMethod("getFileSystem").invoke(path))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessage(
                            "there is no file system for the scheme 'hfds' of hfds://host/in: this process knows file;"
                                    + " correct the address, or for Hadoop's file systems put Hadoop on the class path:"
                                    + " export HADOOP_CLASSPATH=$(hadoop classpath)");
            Object local = pathClass.getConstructor(String.class).newInstance("/tmp");
            assertThat(pathClass.getMethod("getFileSystem").invoke(local)).isNotNull();
        }
    }

    @Test
    void withHadoopTheMessageNamesWhatHadoopKnowsToo() {
        assertThatThrownBy(() -> new Path("hfds://host/in").getFileSystem())
                .isInstanceOf(UnsupportedFileSystemSchemeException.class)
                .hasMessageContainingAll("'hfds' of hfds://host/in", "knows file", "hdfs", "HADOOP_CLASSPATH");
    }

    @Test
    void aLibraryThatOneOfHadoopsFileSystemsLacksIsNamed() {
        assertThat(HadoopFileSystemFactory.remedy(new NoClassDefFoundError("com/amazonaws/AmazonClientException")))
                .contains("com.amazonaws.AmazonClientException", "HADOOP_CLASSPATH");
    }
}
