/** Parameters of programs, from the command line or a properties file. Imports configuration only. */
package dev.weft.api.java.utils;
