/** Records as objects of their own, for those parts of the API that hand them out. Imports the JDK only. */
package dev.weft.streaming.runtime.streamrecord;
