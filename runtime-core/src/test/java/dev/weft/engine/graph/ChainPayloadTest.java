package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChainPayloadTest {

    private final JobVertex vertex = compiled();
    private final Payload chain = (Payload) vertex.chain();
    private final ClassLoader classes = getClass().getClassLoader();

    private static JobVertex compiled() {
        ProgramMaker program = new ProgramMaker();
        program.source("lines", 1);
        return JobGraphCompiler.compile(program.program(), ProgramMaker.JOB)
                .vertices()
                .get(0);
    }

    @Test
    void aChainIsReadFromWhereItIsKept() {
        BlobStore store = blob -> {
            assertThat(blob).isEqualTo(StoredBlob.of(chain));
            return chain.open(BlobStore.none());
        };

        ChainSpec read = ChainPayload.read(StoredBlob.of(chain), store, classes, vertex.name());

        assertThat(read.operators()).hasSize(1);
    }

    @Test
    void aChainThatCannotBeReadIsTheStoresFaultAndTellsWhichChainAndWhere() {
        BlobStore broken = blob -> {
            throw new IOException("/somewhere/blob is missing");
        };

        assertThatThrownBy(() -> ChainPayload.read(StoredBlob.of(chain), broken, classes, vertex.name()))
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_SERVICE))
                .hasMessage("the operator chain 'Source: lines' cannot be read: /somewhere/blob is missing");
    }
}
