/** Records and files of them, which the tests of several formats share. */
package dev.weft.formats.avro.testing;
