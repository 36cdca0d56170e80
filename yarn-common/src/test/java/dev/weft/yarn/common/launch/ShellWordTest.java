package dev.weft.yarn.common.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** By a real shell, which prints the words that it has been given. */
class ShellWordTest {

    private static List<String> words(String text) throws IOException, InterruptedException {
        String script = ShellWord.split(text, "test").stream()
                .map(ShellWord::script)
                .collect(Collectors.joining(" ", "printf '%s\\n' ", ""));
        ProcessBuilder shell = new ProcessBuilder("/bin/bash", "-c", script);
        shell.environment().put("DIR", "/a b/*");
        Process process = shell.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.lines().toList();
    }

    @Test
    void wordsAreSeparatedByWhiteSpace() throws Exception {
        assertThat(words(" -Da=1 \t -Db=2\n")).containsExactly("-Da=1", "-Db=2");
        assertThat(ShellWord.split("  ", "test")).isEmpty();
    }

    @Test
    void quotesKeepWordsTogether() throws Exception {
        assertThat(words("-Dt.q='x y' -Dr=\"a  b\"c '' -Ds=it\\'s\\ so"))
                .containsExactly("-Dt.q=x y", "-Dr=a  bc", "", "-Ds=it's so");
    }

    @Test
    void quotesHoldTheOtherKindAndEscapes() throws Exception {
        assertThat(words("'say \"a\"' \"it's \\\"b\\\" \\\\ \\n\"")).containsExactly("say \"a\"", "it's \"b\" \\ \\n");
    }

    @Test
    void variablesBecomeWhatTheContainersEnvironmentHas() throws Exception {
        assertThat(words("-Da=$DIR -Db=${DIR}x -Dc=\"$DIR y\" -Dd='$DIR' -De=\\$DIR -Df=$NO_SUCH_VARIABLE."))
                .containsExactly("-Da=/a b/*", "-Db=/a b/*x", "-Dc=/a b/* y", "-Dd=$DIR", "-De=$DIR", "-Df=.");
    }

    @Test
    void whatIsSpecialToAShellOtherwiseIsNot() throws Exception {
        assertThat(words("-Da=$(id) -Db=`id` -Dc=* -Dd=a;b -De=$1 -Df=${x-y} -Dg=#h -Dh=~"))
                .containsExactly(
                        "-Da=$(id)", "-Db=`id`", "-Dc=*", "-Dd=a;b", "-De=$1", "-Df=${x-y}", "-Dg=#h", "-Dh=~");
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() {
        assertThatThrownBy(() -> ShellWord.split("-Da=\"x", "env.java.opts.all"))
                .hasMessageStartingWith("env.java.opts.all: the quote \" at character 5 of '-Da=\"x' is not closed");
    }
}
