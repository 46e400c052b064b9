// The candidate's page: a file field with a camera beside it.
import { offerCamera } from "./photo.js";

offerCamera();
